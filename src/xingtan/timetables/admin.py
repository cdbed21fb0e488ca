"""For operators: terms, what was brought, and what waits to be told."""

from django.contrib import admin

from xingtan.kernel.operators import Read
from xingtan.timetables.models import Announcement, Intake, Pattern, Term


@admin.register(Term)
class TermAdmin(Read):
    """Terms of universities."""

    list_display = ("__str__", "university", "starts_on", "ends_on")
    list_select_related = ("university",)
    ordering = ("-id",)


@admin.register(Intake)
class IntakeAdmin(Read):
    """What was brought, and how far it is."""

    list_display = ("uid", "term", "kind", "state", "made_at", "planned_at")
    list_select_related = ("term",)
    list_filter = ("state", "kind")
    exclude = ("lines", "report", "columns")
    ordering = ("-id",)


@admin.register(Pattern)
class PatternAdmin(Read):
    """Lines of timetables."""

    list_display = ("uid", "term", "source", "weekday", "on", "starts", "ends", "weeks", "gone_at")
    list_select_related = ("term",)
    raw_id_fields = ("run", "venue")
    ordering = ("-id",)


@admin.register(Announcement)
class AnnouncementAdmin(Read):
    """Changes, and whether those concerned were told."""

    list_display = ("uid", "term", "made_at", "sent_at", "dropped_at", "told")
    list_select_related = ("term",)
    exclude = ("changes", "extra")
    ordering = ("-id",)
