"""Addresses of what readers keep, wait for and report."""

from django.urls import path

from xingtan.readers import views

COURSE = "courses/<slug:university>/<slug:course>/"

urlpatterns = [
    path("searches/", views.searches, name="searches"),
    path("searches/new/", views.search_new, name="search-new"),
    path("searches/<uuid:search>/", views.search, name="search"),
    path("searches/stop/<str:sealed>/", views.search_stop, name="search-stop"),
    path("corrections/", views.corrections, name="corrections"),
    path("corrections/<uuid:correction>/settlement/", views.settlement, name="correction-settlement"),
    path("similar/", views.similar, name="similar"),
    path(f"{COURSE}interest/", views.interest, name="interest"),
    path(f"{COURSE}corrections/", views.correction, name="correction"),
]
