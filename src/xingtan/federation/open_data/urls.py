"""Addresses of open data."""

from django.urls import path

from xingtan.federation.open_data import views

urlpatterns = [
    path("data/", views.data, name="data"),
    path("data/making/", views.making, name="making"),
    path("data/<str:name>", views.file, name="file"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("sitemaps/<str:name>", views.addresses, name="addresses"),
    path("robots.txt", views.robots, name="robots"),
]
