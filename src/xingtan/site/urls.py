"""Every address of the site: one line a room."""

from django.contrib import admin
from django.urls import include, path

from xingtan.site.api import api
from xingtan.site.views import data, demo, home, programs

pages = [
    path("", home.home, name="home"),
    path("teach/", home.teach, name="teach"),
    path("api/", programs.api, name="api"),
    path("people/data/", data.data, name="data"),
    path("people/data/export/", data.export, name="data-export"),
    path("demo/mail/", demo.mail, name="demo_mail"),
    path("people/data/erasure/", data.erasure, name="data-erasure"),
]

urlpatterns = [
    path("", include((pages, "site"))),
    path("", include(("xingtan.catalog.urls", "catalog"))),
    path("", include(("xingtan.readers.urls", "readers"))),
    path("", include(("xingtan.outlets.urls", "outlets"))),
    path("", include(("xingtan.reporting.urls", "reporting"))),
    path("", include(("xingtan.authoring.urls", "authoring"))),
    path("", include(("xingtan.learning.urls", "learning"))),
    path("", include(("xingtan.assessment.urls", "assessment"))),
    path("api/v1/", api.urls),
    path("ui/", include(("xingtan.ui.urls", "ui"))),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("people/", include(("xingtan.people.urls", "people"))),
    path("", include(("xingtan.discussion.urls", "discussion"))),
    path("", include(("xingtan.teaching.urls", "teaching"))),
    path("", include(("xingtan.timetables.urls", "timetables"))),
    path("", include(("xingtan.attendance.urls", "attendance"))),
    path("", include(("xingtan.activities.urls", "activities"))),
    path("", include(("xingtan.coordination.urls", "coordination"))),
    path("certificates/", include(("xingtan.credentials.urls", "credentials"))),
    path("solutions/", include(("xingtan.directory.urls", "directory"))),
    path("support/", include(("xingtan.support.urls", "support"))),
    path("harvest/", include(("xingtan.harvest.urls", "harvest"))),
    path("matching/", include(("xingtan.matching.urls", "matching"))),
    path("jobs/", include(("xingtan.jobs.urls", "jobs"))),
    path("notices/", include(("xingtan.notices.urls", "notices"))),
    path("", include(("xingtan.labs.urls", "labs"))),
    path("", include(("xingtan.readiness.urls", "readiness"))),
    path("", include(("xingtan.insights.urls", "insights"))),
    path("", include(("xingtan.dashboards.urls", "dashboards"))),
    path("u/", include(("xingtan.universities.urls", "universities"))),
    path("", include(("xingtan.eventstore.urls", "eventstore"))),
    path("", include(("xingtan.research.urls", "research"))),
    path("", include(("xingtan.rosters.urls", "rosters"))),
    path("", include(("xingtan.federation.oneroster.urls", "oneroster"))),
    path("", include(("xingtan.federation.scim.urls", "scim"))),
    path("", include(("xingtan.federation.course_csv.urls", "course_csv"))),
    path("", include(("xingtan.federation.moochub.urls", "moochub"))),
    path("", include(("xingtan.federation.oai_pmh.urls", "oai_pmh"))),
    path("", include(("xingtan.federation.webhooks.urls", "webhooks"))),
    path("", include(("xingtan.federation.open_data.urls", "open_data"))),
]

handler404 = "xingtan.kernel.pages.not_found"
handler429 = "xingtan.kernel.pages.too_often"  # allauth's name for it; Django has none
