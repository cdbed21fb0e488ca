"""Addresses of checking in, of rolls, and of a class's attendance."""

from django.urls import path

from xingtan.attendance.views import classes, leading, student

SESSION = "sessions/<uuid:session>/"
CLASS = "courses/<slug:university>/<slug:course>/runs/<uuid:run>/attendance/"

urlpatterns = [
    path("attendance/", student.mine, name="mine"),
    # Short, for it stands in a picture that is scanned from the last row.
    path("c/<str:token>/", student.scan, name="scan"),
    path(f"{SESSION}check-in/", student.check_in, name="check-in"),
    path(f"{SESSION}check-in/presence/", student.here, name="presence"),
    path(f"{SESSION}check-in/meeting/", student.meeting, name="meeting"),
    path(f"{SESSION}check-in/excuse/", student.excuse, name="excuse"),
    path(f"{SESSION}check-in/desk/", leading.desk, name="desk"),
    path(f"{SESSION}check-in/screen/", leading.screen, name="check-in-screen"),
    path(f"{SESSION}check-in/rounds/", leading.opening, name="rounds"),
    path(f"{SESSION}check-in/rounds/<uuid:opened>/closing/", leading.closing, name="round-closing"),
    path(f"{SESSION}roll/", leading.roll, name="roll"),
    path(f"{SESSION}roll.csv", leading.roll_csv, name="roll-csv"),
    path(f"{SESSION}roll/<uuid:student>/", leading.line, name="roll-line"),
    path(f"{SESSION}roll/excuses/<uuid:excuse>/", leading.excuse, name="roll-excuse"),
    path(CLASS, classes.table, name="table"),
    path(f"{CLASS}terms/", classes.terms, name="terms"),
    path(f"{CLASS}table.csv", classes.table_csv, name="table-csv"),
]
