"""Addresses of questions, below the unit they stand on."""

from django.urls import path

from xingtan.discussion import views

UNIT = "courses/<slug:university>/<slug:course>/runs/<uuid:run>/units/<str:unit>/questions/"

urlpatterns = [
    path(UNIT, views.threads, name="threads"),
    path(f"{UNIT}<uuid:thread>/", views.thread, name="thread"),
    path(f"{UNIT}<uuid:thread>/complaints/", views.complaint, name="complaint"),
    path(f"{UNIT}<uuid:thread>/hiding/", views.hiding, name="hiding"),
]
