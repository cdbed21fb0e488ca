"""Every address of the site: one line a room."""

from django.urls import include, path

urlpatterns = [
    path("people/", include(("xingtan.people.urls", "people"))),
    path("u/", include(("xingtan.universities.urls", "universities"))),
]

handler404 = "xingtan.kernel.pages.not_found"
