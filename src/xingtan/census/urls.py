"""Addresses of the census."""

from django.urls import path

from xingtan.census.views import front, meanings, taken

urlpatterns = [
    path("", front.census, name="census"),
    path("universities/", front.universities, name="universities"),
    path("definitions/", meanings.definitions, name="definitions"),
    path("measures/<slug:measure>/", meanings.measure, name="measure"),
    path("tables/<slug:key>.<slug:form>", taken.table, name="table"),
    path("embed/<slug:key>/", taken.embedded, name="embedded"),
]
