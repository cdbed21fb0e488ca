"""Addresses of rosters."""

from django.urls import path

from xingtan.rosters import views

OF = "u/<slug:university>/rosters/"
ONE = f"{OF}<uuid:roster>/"

urlpatterns = [
    path(OF, views.rosters, name="rosters"),
    path(f"{OF}people/", views.people, name="people"),
    path(f"{OF}doubts/", views.doubts, name="doubts"),
    path(f"{OF}doubts/<uuid:doubt>/", views.doubt, name="doubt"),
    path(ONE, views.roster, name="roster"),
    path(f"{ONE}columns/", views.columns, name="columns"),
    path(f"{ONE}taking/", views.taking, name="taking"),
    path(f"{ONE}welcome/", views.welcome, name="welcome"),
    path(f"{ONE}report.csv", views.report, name="report"),
]
