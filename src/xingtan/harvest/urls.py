"""Addresses of the harvest."""

from django.urls import path

from xingtan.harvest import views

PLATFORM = "platforms/<slug:platform>/"

urlpatterns = [
    path("", views.desk, name="desk"),
    path("new-platform/", views.platform_new, name="platform-new"),
    path("courses.xlsx", views.sheet_template, name="sheet-template"),
    path(PLATFORM, views.platform, name="platform"),
    path(f"{PLATFORM}facts/", views.platform_facts, name="platform-facts"),
    path(f"{PLATFORM}contacts/", views.contacts, name="contacts"),
    path(f"{PLATFORM}contacts/<int:contact>/", views.contact, name="contact"),
    path(f"{PLATFORM}feeds/", views.feed_new, name="feed-new"),
    path(f"{PLATFORM}sheets/", views.sheets, name="sheets"),
    path(f"{PLATFORM}course/", views.sheet_by_hand, name="sheet-by-hand"),
    path("feeds/<uuid:feed>/", views.feed, name="feed"),
    path("feeds/<uuid:feed>/facts/", views.feed_facts, name="feed-facts"),
    path("feeds/<uuid:feed>/harvests/", views.harvests, name="harvests"),
    path("harvests/<uuid:harvest>/", views.harvest, name="harvest"),
    path("holds/<uuid:hold>/", views.hold, name="hold"),
    path("sheets/<uuid:sheet>/", views.sheet, name="sheet"),
    path("sheets/<uuid:sheet>/signature/", views.signature, name="signature"),
]
