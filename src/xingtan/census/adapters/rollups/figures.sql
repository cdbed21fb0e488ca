-- The figures of one version, from views of the closed tables. Each is small, and in the order in which it is asked for.
create temp table held as
    select l.*, c.discipline from rolled_lesson l left join course c using (course);
-- A course without a lesson stands here, too, once and with no lesson.
create temp table told as
    select c.course, c.closed is null as is_open, c.discipline, c.language, c.platform, p.name as platform_name,
        coalesce(u.country, '') as country, c.university, l.lesson, l.attendances, l.seconds, l.enrolled
    from course c left join rolled_lesson l using (course)
        left join university u on u.university = c.university left join platform p on p.platform = c.platform;
create table lesson_rate as
    select course, lesson, day, attendances, enrolled from held order by course, lesson;
create table visit as
    select lesson, course, starts_at from lesson order by lesson;
create table by_university as
    select r.university, coalesce(u.name, '') as name, coalesce(u.uid, '') as uid, coalesce(u.country, '') as country,
        coalesce(c.courses, 0) as courses, r.lessons, r.attendances, coalesce(e.learners, 0) as learners,
        r.seconds // 60 as minutes, r.enrolled
    from (select university, sum(lessons)::bigint as lessons, sum(attendances)::bigint as attendances,
            sum(seconds)::bigint as seconds, sum(enrolled)::bigint as enrolled
            from rolled where university >= 0 group by university) r
        left join university u using (university)
        left join (select university, count(*) as courses from course where closed is null group by university) c
            using (university)
        left join exact e using (university)
    order by r.attendances desc, r.university;
create table by_group as
    select 'discipline' as dimension, coalesce(discipline, '') as "key", coalesce(discipline, '') as name, count(distinct if(is_open, course, null)) as courses,
        count(lesson) as lessons, coalesce(sum(attendances), 0)::bigint as attendances,
        coalesce(sum(seconds), 0)::bigint // 60 as minutes, coalesce(sum(enrolled), 0)::bigint as enrolled,
        count(distinct if(lesson is null, null, university)) as universities
    from told group by all
    union all
    select 'language' as dimension, coalesce(language, '') as "key", coalesce(language, '') as name, count(distinct if(is_open, course, null)) as courses,
        count(lesson) as lessons, coalesce(sum(attendances), 0)::bigint as attendances,
        coalesce(sum(seconds), 0)::bigint // 60 as minutes, coalesce(sum(enrolled), 0)::bigint as enrolled,
        count(distinct if(lesson is null, null, university)) as universities
    from told group by all
    union all
    select 'country' as dimension, country as "key", country as name, count(distinct if(is_open, course, null)) as courses,
        count(lesson) as lessons, coalesce(sum(attendances), 0)::bigint as attendances,
        coalesce(sum(seconds), 0)::bigint // 60 as minutes, coalesce(sum(enrolled), 0)::bigint as enrolled,
        count(distinct if(lesson is null, null, university)) as universities
    from told group by all
    union all
    select 'platform' as dimension, coalesce(platform, 0)::text as "key", coalesce(any_value(platform_name), '') as name, count(distinct if(is_open, course, null)) as courses,
        count(lesson) as lessons, coalesce(sum(attendances), 0)::bigint as attendances,
        coalesce(sum(seconds), 0)::bigint // 60 as minutes, coalesce(sum(enrolled), 0)::bigint as enrolled,
        count(distinct if(lesson is null, null, university)) as universities
    from told group by all;
create table course_top as
    select course, any_value(university) as university, coalesce(any_value(discipline), '') as discipline,
        count(*) as lessons, sum(attendances)::bigint as attendances
    from held group by course order by attendances desc, course limit 1000;
create table quarter as
    with told as (
        select kind, date_trunc('quarter', opened)::date as quarter, 1 as joined, 0 as gone from course where opened is not null
        union all
        select kind, date_trunc('quarter', closed)::date, 0, 1 from course where closed is not null),
    summed as (select kind, quarter, sum(joined) as joined, sum(gone) as gone from told group by all),
    every as (
        select kind, unnest(generate_series((select min(quarter) from told), (select max(quarter) from told), interval 3 month))::date as quarter
        from (select distinct kind from told))
    select quarter, kind, coalesce(joined, 0)::bigint as joined, coalesce(gone, 0)::bigint as gone,
        (sum(coalesce(joined, 0) - coalesce(gone, 0)) over (partition by kind order by quarter))::bigint as stock_end
    from every left join summed using (kind, quarter) order by quarter, kind;
create table totals as
    select (select count(distinct university) from course where closed is null) as universities,
        (select count(distinct teacher) from teaches semi join (select course from course where closed is null) using (course))
            as teachers,
        (select count(*) from course where closed is null) as courses, (select count(*) from held) as lessons,
        (select count(*) from section) as sections,
        (select coalesce(sum(attendances), 0)::bigint from rolled where university = -1) as attendances,
        (select learners from exact where university = -1) as learners,
        (select min(day) from held) as first_day, (select max(day) from held) as last_day;
drop table told;
drop table held
