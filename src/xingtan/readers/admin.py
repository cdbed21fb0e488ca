"""For operators: what readers asked for or reported."""

from django.contrib import admin

from xingtan.kernel.operators import Read
from xingtan.readers.models import Correction, Interest, SavedSearch


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
