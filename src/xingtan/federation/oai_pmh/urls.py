"""The one address of OAI-PMH."""

from django.urls import path

from xingtan.federation.oai_pmh import views

urlpatterns = [path("oai", views.oai, name="oai")]
