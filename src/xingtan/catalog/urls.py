"""Addresses of the catalogue."""

from django.urls import path

from xingtan.catalog import views

COURSE = "courses/<slug:university>/<slug:course>/"

urlpatterns = [
    path("explore/", views.explore, name="explore"),
    path(COURSE, views.course, name="course"),
    path(f"{COURSE}facts/", views.facts, name="facts"),
    path(f"{COURSE}publication/", views.publication, name="publication"),
    path(f"{COURSE}runs/", views.runs, name="runs"),
    path(f"{COURSE}runs/<uuid:run>/dates/", views.run, name="run-dates"),
    path(f"{COURSE}roles/", views.roles, name="roles"),
    path(f"{COURSE}roles/<int:role>/", views.role, name="role"),
]
