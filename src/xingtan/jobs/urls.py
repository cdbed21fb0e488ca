"""Addresses of jobs."""

from django.urls import path

from xingtan.jobs import views

urlpatterns = [
    path("", views.jobs, name="jobs"),
    path("<uuid:job>/", views.job, name="job"),
    path("<uuid:job>/cancellation/", views.cancellation, name="cancellation"),
    path("<uuid:job>/report.csv", views.report, name="report"),
]
