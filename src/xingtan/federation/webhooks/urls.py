"""Addresses of webhooks."""

from django.urls import path

from xingtan.federation.webhooks import views

ONE = "webhooks/<uuid:webhook>/"

urlpatterns = [
    path("webhooks/", views.of_all, name="all"),
    path("u/<slug:university>/webhooks/", views.of_university, name="university"),
    path(ONE, views.webhook, name="webhook"),
    path(f"{ONE}secret/", views.secret, name="secret"),
    path(f"{ONE}ping/", views.ping, name="ping"),
    path(f"{ONE}end/", views.end, name="end"),
    path(f"{ONE}pause/", views.pause, name="pause"),
    path(f"{ONE}deliveries/<uuid:delivery>/sending/", views.sending, name="sending"),
]
