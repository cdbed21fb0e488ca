"""Addresses of dashboards."""

from django.urls import path

from xingtan.dashboards.views import (
    courses,
    exports,
    front,
    learners,
    meanings,
    published,
    publishing,
    taken,
    universities,
)

UNIVERSITY = "u/<slug:university>/numbers/"
RUN = "courses/<slug:university>/<slug:course>/runs/<uuid:run>/"

TABLE = "census/publications/<slug:publication>/"
REVISION = f"{TABLE}<int:number>/"

DESK = "census/publishing/<slug:publication>/"

urlpatterns = [
    path("census/", front.census, name="census"),
    path("census/universities/", front.universities, name="universities"),
    path("census/definitions/", meanings.definitions, name="definitions"),
    path("census/measures/<slug:measure>/", meanings.measure, name="measure"),
    path("census/publications/", published.publications, name="publications"),
    path(TABLE, published.publication, name="publication"),
    path(REVISION, published.revision, name="revision"),
    path(f"{REVISION}table.<slug:form>", published.taken, name="revision-taken"),
    path(f"{REVISION}files/", exports.of_revision, name="revision-files"),
    path(f"{REVISION}against/<int:other>/", published.differences, name="differences"),
    path("census/publishing/", publishing.tables, name="publishing"),
    path("census/publishing/new/", publishing.new, name="new-table"),
    path(DESK, publishing.table, name="table-to-publish"),
    path(f"{DESK}counting/", publishing.counting, name="table-counting"),
    path(f"{DESK}revisions/", publishing.freezing, name="table-freezing"),
    path(f"{DESK}discarding/", publishing.discarding, name="table-discarding"),
    path(f"{DESK}revisions/<int:number>/withdrawal/", publishing.withdrawal, name="revision-withdrawal"),
    path("census/tables/<slug:key>.<slug:form>", taken.table, name="table"),
    path("census/embed/<slug:key>/", taken.embedded, name="embedded"),
    path(UNIVERSITY, universities.university, name="university"),
    path(f"{UNIVERSITY}days.csv", universities.days_table, name="university-days"),
    path(f"{UNIVERSITY}courses.csv", universities.courses_table, name="university-courses"),
    path(f"{UNIVERSITY}files/", exports.of_university, name="university-files"),
    path("exports/figures/<uuid:job>/", exports.export, name="export"),
    path(f"{RUN}numbers/", courses.course, name="course"),
    path(f"{RUN}numbers/units.csv", courses.units_table, name="course-units"),
    path(f"{RUN}numbers/questions.csv", courses.questions_table, name="course-questions"),
    path(f"{RUN}films/<slug:block>/played/", courses.played, name="played"),
    path("learn/weeks/", learners.weeks, name="weeks"),
    path("learn/weeks/weeks.csv", learners.weeks_table, name="weeks-table"),
]
