"""For operators: campaigns, reports, and batches of platforms."""

from django.contrib import admin

from xingtan.kernel.operators import Read
from xingtan.reporting.models import Batch, Campaign, Institution, Report, Stream


@admin.register(Campaign)
class CampaignAdmin(Read):
    """Campaigns, the newest first."""

    list_display = ("slug", "state", "starts_on", "ends_on", "due_at", "release_at", "is_reminding")
    ordering = ("-id",)


@admin.register(Institution)
class InstitutionAdmin(Read):
    """Institutions by code."""

    list_display = ("code", "name", "country", "province", "students", "ended_at")
    search_fields = ("code", "name")
    ordering = ("code",)


@admin.register(Report)
class ReportAdmin(Read):
    """Reports, the newest first."""

    list_display = ("institution", "campaign", "source", "number", "signed_at", "is_current")
    list_select_related = ("institution", "campaign")
    ordering = ("-id",)


@admin.register(Stream)
class StreamAdmin(Read):
    """Streams of platforms."""

    list_display = ("platform", "kind", "last", "rows", "accepted_at")
    list_select_related = ("platform",)
    ordering = ("id",)


@admin.register(Batch)
class BatchAdmin(Read):
    """Batches, the newest first."""

    list_display = ("stream", "number", "is_accepted", "rows", "size_bytes", "received_at")
    list_select_related = ("stream",)
    ordering = ("-id",)
