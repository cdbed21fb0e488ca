"""Addresses of scores and answers, for those who teach."""

from django.urls import path

from xingtan.assessment.views import overriding, tables

RUN = "courses/<slug:university>/<slug:course>/runs/<uuid:run>/"
LEARNER = f"{RUN}learners/<uuid:learner>/"

urlpatterns = [
    path(f"{RUN}scores/", tables.scores, name="scores"),
    path(f"{RUN}scores.csv", tables.scores_table, name="scores-table"),
    path(f"{LEARNER}answers/", tables.answers, name="answers"),
    path(f"{LEARNER}scores/", overriding.learner_scores, name="learner-scores"),
    path(f"{LEARNER}scores/<slug:part>/", overriding.learner_score, name="learner-score"),
    path(f"{LEARNER}scores/<slug:part>/restoring/", overriding.learner_score_restoring, name="learner-score-restoring"),
]
