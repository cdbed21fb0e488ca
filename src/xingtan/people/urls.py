"""Addresses of one's own things."""

from django.urls import path

from xingtan.people import views

urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("keys/", views.keys, name="keys"),
    path("keys/<int:key>/", views.key, name="key"),
]
