"""Addresses of SCIM, and of the keys for it."""

from django.urls import path

from xingtan.federation.scim import views

OF = "scim/v2/<slug:university>"

urlpatterns = [
    path("u/<slug:university>/scim/", views.keys, name="keys"),
    path("u/<slug:university>/scim/<uuid:key>/end/", views.end, name="end"),
    path(f"{OF}/Users", views.users, name="users"),
    path(f"{OF}/Users/<str:uid>", views.user, name="user"),
    path(f"{OF}/Groups", views.groups, name="groups"),
    path(f"{OF}/Groups/<str:number>", views.group, name="group"),
    path(f"{OF}/<str:what>", views.about, name="about"),
    path(f"{OF}/<str:what>/<str:one>", views.about, name="about-one"),
]
