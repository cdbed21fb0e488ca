"""Addresses of help."""

from django.urls import path

from xingtan.support import views

urlpatterns = [
    path("", views.mine, name="mine"),
    path("ask/", views.ask, name="ask"),
    path("thanks/", views.thanks, name="thanks"),
    path("inbox/", views.inbox, name="inbox"),
    path("<uuid:ticket>/", views.ticket, name="ticket"),
    path("<uuid:ticket>/closure/", views.closure, name="closure"),
]
