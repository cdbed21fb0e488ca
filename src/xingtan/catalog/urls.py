"""Addresses of the catalogue."""

from django.urls import path

from xingtan.catalog import views

urlpatterns = [
    path("explore/", views.explore, name="explore"),
    path("courses/<slug:university>/<slug:course>/", views.course, name="course"),
]
