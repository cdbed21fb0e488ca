"""Addresses of readiness."""

from django.urls import path

from xingtan.readiness import views

BOARD = "u/<slug:university>/readiness/"

urlpatterns = [
    path(BOARD, views.board, name="board"),
    path(f"{BOARD}reminders/", views.reminders, name="reminders"),
    path(f"{BOARD}drill/", views.drill, name="drill"),
    path(f"{BOARD}pairs/", views.pairs, name="pairs"),
    path(f"{BOARD}pairs/<int:pairing>/end/", views.pair_end, name="pair-end"),
    path(f"{BOARD}workload/", views.workload, name="workload"),
    path(f"{BOARD}workload.csv", views.workload_table, name="workload-table"),
    path("readiness/", views.own, name="own"),
    path("readiness/devices/", views.devices, name="devices"),
    path("readiness/lessons/", views.lessons, name="lessons"),
]
