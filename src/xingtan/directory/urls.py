"""Addresses of the directory."""

from django.urls import path

from xingtan.directory import views

SOLUTION = "<slug:solution>/"

urlpatterns = [
    path("", views.solutions, name="solutions"),
    path("list.json", views.as_json, name="json"),
    path("table.csv", views.as_table, name="table"),
    path("feed.rss", views.as_rss, name="rss"),
    path("feed.atom", views.as_atom, name="atom"),
    path("new/", views.proposal, name="proposal"),
    path("mine/", views.mine, name="mine"),
    path("desk/", views.desk, name="desk"),
    path("imports/", views.intakes, name="intakes"),
    path("imports/<uuid:intake>/", views.intake, name="intake"),
    path("reports/<uuid:report>/closure/", views.closure, name="closure"),
    path(SOLUTION, views.solution, name="solution"),
    path(f"{SOLUTION}history/", views.history, name="history"),
    path(f"{SOLUTION}facts/", views.facts, name="facts"),
    path(f"{SOLUTION}steps/", views.steps, name="steps"),
    path(f"{SOLUTION}report/", views.report, name="report"),
]
