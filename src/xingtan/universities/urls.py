"""Addresses of universities."""

from django.urls import path

from xingtan.universities import views

urlpatterns = [
    path("", views.home, name="home"),
    path("<slug:university>/", views.university, name="university"),
    path("<slug:university>/roles/", views.roles, name="roles"),
    path("<slug:university>/roles/<int:membership>/", views.role, name="role"),
]
