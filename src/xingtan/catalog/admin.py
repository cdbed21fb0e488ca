"""For operators: what is listed from where."""

from django.contrib import admin

from xingtan.catalog.models import Listing, Platform
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
