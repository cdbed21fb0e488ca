"""For operators: which tables were published. There is nothing to type a figure into."""

from django.contrib import admin

from xingtan.census.models import Publication, Revision
from xingtan.kernel.operators import Read


@admin.register(Publication)
class PublicationAdmin(Read):
    """Published tables, the newest first."""

    list_display = ("slug", "starts_on", "ends_on", "release_at", "made_at")
    ordering = ("-id",)


@admin.register(Revision)
class RevisionAdmin(Read):
    """Revisions, the newest first."""

    list_display = ("publication", "number", "why", "frozen_at", "engine", "sha256")
    list_select_related = ("publication",)
    # What is behind withheld cells is not for operators, either.
    exclude = ("content", "withheld")
    ordering = ("-id",)
