"""Addresses of dashboards."""

from django.urls import path

from xingtan.dashboards.views import courses, learners, universities

UNIVERSITY = "u/<slug:university>/numbers/"
RUN = "courses/<slug:university>/<slug:course>/runs/<uuid:run>/"

urlpatterns = [
    path(UNIVERSITY, universities.university, name="university"),
    path(f"{UNIVERSITY}days.csv", universities.days_table, name="university-days"),
    path(f"{UNIVERSITY}courses.csv", universities.courses_table, name="university-courses"),
    path(f"{RUN}numbers/", courses.course, name="course"),
    path(f"{RUN}numbers/units.csv", courses.units_table, name="course-units"),
    path(f"{RUN}numbers/questions.csv", courses.questions_table, name="course-questions"),
    path(f"{RUN}films/<slug:block>/played/", courses.played, name="played"),
    path("learn/weeks/", learners.weeks, name="weeks"),
    path("learn/weeks/weeks.csv", learners.weeks_table, name="weeks-table"),
]
