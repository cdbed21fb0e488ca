"""Addresses of research."""

from django.urls import path

from xingtan.research.views import questions, researchers

urlpatterns = [
    path("research/", questions.questions, name="questions"),
    path("research/answers/<uuid:job>/", questions.export, name="export"),
    path("research/researchers/", researchers.researchers, name="researchers"),
    path("research/researchers/<uuid:researcher>/dropping/", researchers.dropping, name="dropping"),
]
