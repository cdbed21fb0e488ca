"""Django has no Arabic form of a day with its time; its clock of twelve hours is not how a timetable is read."""

DATETIME_FORMAT = "j F Y، H:i"
SHORT_DATETIME_FORMAT = "j M Y، H:i"
TIME_FORMAT = "H:i"
