"""Addresses of what was done in experiments."""

from django.urls import path

from xingtan.labs import views

RUN = "courses/<slug:university>/<slug:course>/runs/<uuid:run>/"

urlpatterns = [
    path(f"{RUN}trials/", views.trials, name="trials"),
    path("trials/<uuid:trial>/", views.trial, name="trial"),
    path("trials/<uuid:trial>/steps.csv", views.trial_table, name="trial-table"),
]
