"""Addresses of points, flags and cases."""

from django.urls import path

from xingtan.insights import views

RUN = "courses/<slug:university>/<slug:course>/runs/<uuid:run>/"

urlpatterns = [
    path(f"{RUN}points/", views.points, name="points"),
    path(f"{RUN}points/rules/", views.rules, name="rules"),
    path(f"{RUN}attention/", views.attention, name="attention"),
    path(f"{RUN}attention/watch/", views.watch, name="watch"),
    path(f"{RUN}cases/", views.cases, name="cases"),
    path("cases/<uuid:case>/", views.case, name="case"),
    path("cases/<uuid:case>/decision/", views.decision, name="decision"),
    path("cases/<uuid:case>/answer/", views.answer, name="answer"),
]
