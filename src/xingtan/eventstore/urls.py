"""Addresses of the store."""

from django.urls import path

from xingtan.eventstore import views

urlpatterns = [
    path("store/", views.store, name="store"),
    path("store/closing/", views.closing, name="closing"),
    path("store/mending/", views.mending, name="mending"),
]
