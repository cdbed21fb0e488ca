"""The address where a table is tried."""

from django.urls import path

from xingtan.federation.course_csv import views

urlpatterns = [path("tables/", views.table, name="table")]
