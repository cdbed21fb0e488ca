"""Addresses of the census."""

from django.urls import path

from xingtan.census.views import front, meanings, published, taken

TABLE = "publications/<slug:publication>/"
REVISION = f"{TABLE}<int:number>/"

urlpatterns = [
    path("", front.census, name="census"),
    path("universities/", front.universities, name="universities"),
    path("definitions/", meanings.definitions, name="definitions"),
    path("measures/<slug:measure>/", meanings.measure, name="measure"),
    path("publications/", published.publications, name="publications"),
    path(TABLE, published.publication, name="publication"),
    path(REVISION, published.revision, name="revision"),
    path(f"{REVISION}table.<slug:form>", published.taken, name="revision-taken"),
    path(f"{REVISION}against/<int:other>/", published.differences, name="differences"),
    path("tables/<slug:key>.<slug:form>", taken.table, name="table"),
    path("embed/<slug:key>/", taken.embedded, name="embedded"),
]
