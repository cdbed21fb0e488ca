"""For operators: feeds and what became of them; nothing is changed here."""

from django.contrib import admin

from xingtan.harvest.models import Feed, Harvest, Hold, Sheet
from xingtan.kernel.operators import Read


@admin.register(Feed)
class FeedAdmin(Read):
    """Where platforms' catalogues are."""

    list_display = ("platform", "format", "url", "is_on", "last_ok_at", "failures", "next_at")
    list_filter = ("format", "is_on")
    list_select_related = ("platform",)
    ordering = ("id",)
    search_fields = ("url",)


@admin.register(Harvest)
class HarvestAdmin(Read):
    """Passes over feeds, the newest first."""

    list_display = ("feed", "status", "began_at", "ended_at", "added", "changed", "gone", "bad")
    list_filter = ("status",)
    list_select_related = ("feed",)
    ordering = ("-id",)


@admin.register(Hold)
class HoldAdmin(Read):
    """What waited for a person's word."""

    list_display = ("feed", "listed", "missing", "asked_at", "decided_at", "is_gone")
    list_select_related = ("feed",)
    ordering = ("-id",)


@admin.register(Sheet)
class SheetAdmin(Read):
    """Courses by hand."""

    list_display = ("platform", "name", "made_at", "signed_at", "added", "changed")
    list_select_related = ("platform",)
    ordering = ("-id",)
