"""Addresses of activities: below the session they belong to, and below the class they lie ready in."""

from django.urls import path

from xingtan.activities import views

SESSION = "sessions/<uuid:session>/activities/"
ACTIVITY = f"{SESSION}<uuid:activity>/"
CLASS = "courses/<slug:university>/<slug:course>/runs/<uuid:run>/activities/"

urlpatterns = [
    path(SESSION, views.activities, name="activities"),
    path(f"{SESSION}now/", views.now_part, name="now"),
    path(f"{SESSION}lead/", views.lead, name="lead"),
    path(f"{SESSION}screen/", views.screen, name="screen"),
    path(f"{SESSION}report/", views.report, name="report"),
    path(f"{SESSION}new/<slug:kind>/", views.new, name="new"),
    path(ACTIVITY, views.activity, name="activity"),
    path(f"{ACTIVITY}facts/", views.facts, name="facts"),
    path(f"{ACTIVITY}state/", views.state, name="state"),
    path(f"{ACTIVITY}moves/", views.moves, name="moves"),
    path(f"{ACTIVITY}responses/", views.responses, name="responses"),
    path(f"{ACTIVITY}responses.csv", views.table, name="table"),
    path(f"{ACTIVITY}results/", views.results, name="results"),
    path(f"{ACTIVITY}copies/", views.copies, name="copies"),
    path(CLASS, views.class_activities, name="class"),
    path(f"{CLASS}<uuid:activity>/copies/", views.class_copies, name="class-copies"),
]
