"""Addresses of one's own things."""

from django.urls import path

from xingtan.people import views

urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("sign-ins/<int:sign_in>/", views.sign_in, name="sign-in"),
    path("keys/", views.keys, name="keys"),
    path("keys/<int:key>/", views.key, name="key"),
]
