"""For operators: what is listed from where, and what readers asked for or reported."""

from django.contrib import admin

from xingtan.catalog.models import Correction, Interest, Listing, Platform, SavedSearch
from xingtan.kernel.operators import Read


@admin.register(Platform)
class PlatformAdmin(Read):
    """Platforms."""

    list_display = ("slug", "operator", "country", "tier", "joined_on", "left_on")
    list_filter = ("tier",)
    ordering = ("slug",)
    search_fields = ("slug", "operator")


@admin.register(Listing)
class ListingAdmin(Read):
    """Listings, the newest first."""

    list_display = ("remote_id", "platform", "last_seen_at", "gone_at", "failed_checks")
    list_select_related = ("platform",)
    ordering = ("-id",)
    search_fields = ("remote_id", "uid")


@admin.register(SavedSearch)
class SavedSearchAdmin(Read):
    """Searches that are kept: how often they are asked, not what they say of a person."""

    list_display = ("uid", "pace", "since", "looked_at")
    list_filter = ("pace",)
    exclude = ("person", "name", "query")
    ordering = ("-id",)


@admin.register(Interest)
class InterestAdmin(Read):
    """How many wait for what."""

    list_display = ("course", "since", "told_at")
    list_select_related = ("course",)
    exclude = ("person",)
    ordering = ("-id",)


@admin.register(Correction)
class CorrectionAdmin(Read):
    """Reports of something wrong, the newest first."""

    list_display = ("course", "platform", "what", "said_at", "settled_at")
    list_select_related = ("course", "platform")
    list_filter = ("what",)
    exclude = ("person",)
    ordering = ("-id",)
