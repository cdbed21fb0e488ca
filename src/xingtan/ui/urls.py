"""The addresses of the design system."""

from django.urls import path

from xingtan.ui import views

urlpatterns = [
    path("", views.style, name="style"),
    path("preferences/", views.preferences, name="preferences"),
]
