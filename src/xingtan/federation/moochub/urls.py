"""The address of the feed."""

from django.urls import path

from xingtan.federation.moochub import views

urlpatterns = [path("moochub/v3/courses", views.courses, name="courses")]
