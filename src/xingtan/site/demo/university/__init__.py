"""A university of the average size of 2020, invented: its lists as OneRoster, its timetable as a table, and taking both in."""
