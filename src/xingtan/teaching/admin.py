"""For operators: classes, rooms on site, sessions, switches."""

from django.contrib import admin

from xingtan.kernel.operators import Read
from xingtan.teaching.models import Class, Session, Switch, Venue


@admin.register(Venue)
class VenueAdmin(admin.ModelAdmin[Venue]):
    """Rooms on site."""

    list_display = ("code", "name", "campus", "university", "seats")
    list_filter = ("university",)
    list_select_related = ("university",)
    ordering = ("-id",)
    search_fields = ("code", "name")


@admin.register(Class)
class ClassAdmin(admin.ModelAdmin[Class]):
    """Classes; their sessions are planned on their own pages."""

    list_display = ("code", "run", "campus", "mode")
    search_fields = ("code",)
    ordering = ("-pk",)
    raw_id_fields = ("run", "unit")
    list_select_related = ("run__course",)


@admin.register(Session)
class SessionAdmin(Read):
    """Sessions, to read: their deeds are on their own pages, where it is kept who did them."""

    list_display = ("starts_at", "run", "status", "mode", "rung")
    list_filter = ("status", "rung", "mode")
    list_select_related = ("run__course",)
    ordering = ("-starts_at", "-id")


@admin.register(Switch)
class SwitchAdmin(Read):
    """Where many classes meet, decided at once, to read."""

    list_display = ("at", "university", "unit", "mode", "from_on", "until_on", "sessions")
    list_select_related = ("university", "unit")
    ordering = ("-at", "-id")
