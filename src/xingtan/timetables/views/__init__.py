"""Pages of timetables, by noun."""
