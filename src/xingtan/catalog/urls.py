"""Addresses of the catalogue."""

from django.urls import path

from xingtan.catalog import views

COURSE = "courses/<slug:university>/<slug:course>/"

urlpatterns = [
    path("explore/", views.explore, name="explore"),
    path("explore/feed/", views.feed, name="feed"),
    path("explore/completions/", views.completions, name="completions"),
    path("opensearch.xml", views.opensearch, name="opensearch"),
    path("explore/suggestions/", views.suggestions, name="suggestions"),
    path("explore/by/<slug:facet>/", views.values, name="values"),
    path("explore/subjects/", views.values, {"facet": "subject"}, name="subjects"),
    path("subjects/<slug:subject>/", views.subject, name="subject"),
    path("universities/", views.values, {"facet": "university"}, name="universities"),
    path("universities/<slug:university>/", views.university, name="university"),
    path("platforms/", views.values, {"facet": "platform"}, name="platforms"),
    path("platforms/<slug:platform>/", views.platform, name="platform"),
    path("countries/", views.values, {"facet": "country"}, name="countries"),
    path("countries/<slug:country>/", views.country, name="country"),
    path("programmes/", views.programmes, name="programmes"),
    path("programmes/<slug:programme>/", views.programme, name="programme"),
    path("u/<slug:university>/programmes/", views.programme_new, name="programme-new"),
    path("u/<slug:university>/programmes/<slug:programme>/", views.programme_facts, name="programme-facts"),
    path("counts/", views.counts, name="counts"),
    path(COURSE, views.course, name="course"),
    path(f"{COURSE}facts/", views.facts, name="facts"),
    path(f"{COURSE}publication/", views.publication, name="publication"),
    path(f"{COURSE}runs/", views.runs, name="runs"),
    path(f"{COURSE}runs/<uuid:run>/dates/", views.run, name="run-dates"),
    path(f"{COURSE}roles/", views.roles, name="roles"),
    path(f"{COURSE}roles/<int:role>/", views.role, name="role"),
]
