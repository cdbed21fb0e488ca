"""The address of OAI-PMH, and of the schema it names."""

from django.urls import path

from xingtan.federation.oai_pmh import views

urlpatterns = [
    path("oai", views.oai, name="oai"),
    path("oai/lrmi.xsd", views.schema, name="schema"),
]
