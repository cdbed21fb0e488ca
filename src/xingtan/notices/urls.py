"""Addresses of notices."""

from django.urls import path

from xingtan.notices import views

urlpatterns = [
    path("", views.notices, name="notices"),
    path("choices/", views.choices, name="choices"),
    path("<uuid:notice>/", views.notice, name="notice"),
]
