"""Addresses of scores and answers, for those who teach."""

from django.urls import path

from xingtan.assessment import views

RUN = "courses/<slug:university>/<slug:course>/runs/<uuid:run>/"

urlpatterns = [
    path(f"{RUN}scores/", views.scores, name="scores"),
    path(f"{RUN}scores.csv", views.scores_table, name="scores-table"),
    path(f"{RUN}learners/<uuid:learner>/answers/", views.answers, name="answers"),
]
