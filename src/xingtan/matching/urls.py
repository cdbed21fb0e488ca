"""Addresses of matching."""

from django.urls import path

from xingtan.matching import views

urlpatterns = [
    path("", views.proposals, name="proposals"),
    path("look/", views.look, name="look"),
    path("proposals/<uuid:proposal>/decision/", views.decision, name="decision"),
    path("history/", views.history, name="history"),
    path("decisions/<uuid:decision>/undoing/", views.undoing, name="undoing"),
    path("rules/", views.rules, name="rules"),
    path("rules/<uuid:rule>/undoing/", views.rule_undoing, name="rule-undoing"),
]
