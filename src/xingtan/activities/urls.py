"""Addresses of activities: below the session they belong to, below the class they lie ready in; and of lesson plans."""

from django.urls import path

from xingtan.activities import views

SESSION = "sessions/<uuid:session>/activities/"
ACTIVITY = f"{SESSION}<uuid:activity>/"
PLAN = "plans/<uuid:plan>/"
CLASS = "courses/<slug:university>/<slug:course>/runs/<uuid:run>/activities/"

urlpatterns = [
    path(SESSION, views.activities, name="activities"),
    path(f"{SESSION}now/", views.now_part, name="now"),
    path(f"{SESSION}lead/", views.lead, name="lead"),
    path(f"{SESSION}screen/", views.screen, name="screen"),
    path(f"{SESSION}report/", views.report, name="report"),
    path(f"{SESSION}plan/", views.session_plan, name="session-plan"),
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
    path("plans/", views.plans, name="plans"),
    path("plans/files/", views.plan_files, name="plan-files"),
    path(PLAN, views.plan, name="plan"),
    path(f"{PLAN}file/", views.plan_file, name="plan-file"),
    path(f"{PLAN}facts/", views.plan_facts, name="plan-facts"),
    path(f"{PLAN}sharing/", views.plan_sharing, name="plan-sharing"),
    path(f"{PLAN}recommendation/", views.plan_recommendation, name="plan-recommendation"),
    path(f"{PLAN}copies/", views.plan_copies, name="plan-copies"),
    path(f"{PLAN}removal/", views.plan_removal, name="plan-removal"),
    path(f"{PLAN}uses/", views.plan_uses, name="plan-uses"),
    path(f"{PLAN}steps/new/<slug:kind>/", views.step_new, name="step-new"),
    path(f"{PLAN}steps/<uuid:step>/", views.step, name="step"),
    path(f"{PLAN}steps/<uuid:step>/place/", views.step_place, name="step-place"),
]
