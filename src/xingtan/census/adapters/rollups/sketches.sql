-- Sketches of one version, that lie as they are asked for.
create table university_day as
    select university, day, lessons, attendances, learners, sketch from rolled order by university, day;
create table group_sketch as
    select dimension, "key", day, sketch from rolled_group order by dimension, "key", day
