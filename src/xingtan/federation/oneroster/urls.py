"""The address where a server is asked."""

from django.urls import path

from xingtan.federation.oneroster import views

urlpatterns = [path("u/<slug:university>/rosters/server/", views.server, name="server")]
