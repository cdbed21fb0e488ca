"""For operators: the entries of the directory, read only."""

from django.contrib import admin

from xingtan.directory.models import Category, Intake, Link, Report, Solution, Step, Version
from xingtan.kernel.operators import Read, ReadRows


class Versions(ReadRows):
    """What the entry said, and since when."""

    model = Version
    fields = ("number", "valid_from", "made_at", "made_by", "name", "url", "why")


class Steps(ReadRows):
    """Where it stood."""

    model = Step
    fields = ("status", "at", "recorded_at", "by", "why")


class Links(ReadRows):
    """How its addresses answered."""

    model = Link
    fields = ("url", "checked_at", "status", "trouble", "failures", "flagged_at")


@admin.register(Solution)
class SolutionAdmin(Read):
    """Entries, the newest first."""

    list_display = ("slug", "submitted_by", "made_at")
    list_select_related = ("submitted_by",)
    ordering = ("-id",)
    search_fields = ("slug",)
    inlines = (Steps, Versions, Links)


@admin.register(Report)
class ReportAdmin(Read):
    """Reports, the newest first."""

    list_display = ("solution", "person", "at", "closed_at", "closed_by")
    list_select_related = ("solution", "person", "closed_by")
    ordering = ("-id",)


@admin.register(Intake)
class IntakeAdmin(Read):
    """Tables that were brought, the newest first."""

    list_display = ("name", "by", "at", "counts")
    list_select_related = ("by",)
    ordering = ("-id",)


@admin.register(Category)
class CategoryAdmin(Read):
    """The headings of the list."""

    list_display = ("code", "name", "position")
    ordering = ("position", "id")
