"""For operators: long work, where it stands and what it reported."""

from django.contrib import admin

from xingtan.jobs.models import Job, Line
from xingtan.kernel.operators import Read, ReadRows


class Lines(ReadRows):
    """The report, as far as it goes on a page."""

    model = Line
    fields = ("level", "place", "what", "why")


@admin.register(Job)
class JobAdmin(Read):
    """Jobs, the newest first."""

    list_display = ("kind", "status", "owner", "asked_at", "started_at", "ended_at", "starts")
    list_filter = ("status", "kind")
    list_select_related = ("owner",)
    ordering = ("-id",)
    search_fields = ("uid",)
    inlines = (Lines,)
