"""Addresses of outlets."""

from django.urls import path

from xingtan.outlets import views

COURSE = "courses/<slug:university>/<slug:course>/"

urlpatterns = [
    path(f"{COURSE}outlets/", views.register, name="register"),
    path(f"{COURSE}outlets/<uuid:outlet>/", views.outlet, name="outlet"),
    path("platforms/<slug:platform>/demands/", views.demands, name="demands"),
]
