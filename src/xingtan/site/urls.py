"""Every address of the site: one line a room."""

from django.urls import include, path

urlpatterns = [
    path("people/", include(("xingtan.people.urls", "people"))),
    path("jobs/", include(("xingtan.jobs.urls", "jobs"))),
    path("notices/", include(("xingtan.notices.urls", "notices"))),
    path("u/", include(("xingtan.universities.urls", "universities"))),
]

handler404 = "xingtan.kernel.pages.not_found"
