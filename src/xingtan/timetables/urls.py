"""Addresses of timetables: a university's under its own, one's own under ``/calendar/``."""

from django.urls import path

from xingtan.timetables.views import bringing, calendar, clashes, feeds, hours, lines, telling, terms

PLACE = "u/<slug:university>/timetable/"
TERM = f"{PLACE}terms/<uuid:term>/"

urlpatterns = [
    path(PLACE, terms.terms, name="terms"),
    path(f"{PLACE}week/", calendar.week, name="week"),
    path(TERM, terms.term, name="term"),
    path(f"{TERM}days-off/", terms.days_off, name="days-off"),
    path(f"{TERM}days-off/<int:day>/", terms.day_off, name="day-off"),
    path(f"{TERM}make-ups/", terms.make_ups, name="make-ups"),
    path(f"{TERM}make-ups/<int:day>/", terms.make_up, name="make-up"),
    path(f"{TERM}intakes/", bringing.intakes, name="intakes"),
    path(f"{TERM}again/", bringing.again, name="again"),
    path(f"{TERM}lines/", lines.lines, name="lines"),
    path(f"{TERM}lines/new/", lines.line_new, name="line-new"),
    path(f"{TERM}lines/<uuid:pattern>/", lines.line, name="line"),
    path(f"{TERM}clashes/", clashes.clashes, name="clashes"),
    path(f"{PLACE}intakes/<uuid:intake>/", bringing.intake, name="intake"),
    path(f"{PLACE}intakes/<uuid:intake>/columns/", bringing.columns, name="columns"),
    path(f"{PLACE}intakes/<uuid:intake>/plan/", bringing.plan, name="plan"),
    path(f"{PLACE}announcements/<uuid:announcement>/", telling.announcement, name="announcement"),
    path("calendar/", calendar.mine, name="mine"),
    path("calendar/addresses/", feeds.addresses, name="addresses"),
    path("calendar/hours/", hours.meeting, name="hours"),
    path("calendar/feeds/<str:sealed>.ics", feeds.feed, name="feed"),
    path("sessions/<uuid:session>/hours/", hours.session, name="session-hours"),
]
