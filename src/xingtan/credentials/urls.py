"""Addresses of certificates. They stand on paper, so they never change."""

from django.urls import path

from xingtan.credentials import views

urlpatterns = [
    path("", views.verification, name="verification"),
    path("mine/", views.awards, name="awards"),
    path("<str:code>/", views.certificate, name="certificate"),
    path("<str:code>/pdf/", views.pdf, name="pdf"),
    path("<str:code>/name/", views.name, name="name"),
    path("<str:code>/revocation/", views.revocation, name="revocation"),
]
