"""Addresses of universities."""

from django.urls import path

from xingtan.universities import views

urlpatterns = [
    path("", views.home, name="home"),
    # No slug has a tilde, so that no university is called so.
    path("~consortium/roles/", views.consortium, name="consortium"),
    path("~consortium/roles/<int:membership>/", views.consortium_role, name="consortium-role"),
    path("<slug:university>/", views.university, name="university"),
    path("<slug:university>/roles/", views.roles, name="roles"),
    path("<slug:university>/roles/<int:membership>/", views.role, name="role"),
]
