"""Sessions: one lesson each, what was changed of it, and what is said in it."""

from typing import Self
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.ids import new_uid
from xingtan.kernel.text import I18nText
from xingtan.teaching.models.classes import Mode, Rung, Venue
from xingtan.ui import public as ui


class Sessions(models.QuerySet["Session"]):
    """Filters on sessions."""

    def whole(self) -> Self:
        """Load the run, its course and university, and the room on site with each session."""
        return self.select_related("run__course__university", "venue")

    def light(self) -> Self:
        """Load the same, as far as the pages of a session show it: long texts of the catalogue stay where they are."""
        return self.whole().only(
            *(each.attname for each in Session._meta.concrete_fields),  # noqa: SLF001 - Django documents it
            *(f"run__{name}" for name in _OF_THE_RUN),
            *(f"run__course__{name}" for name in _OF_THE_COURSE),
            *(f"venue__{name}" for name in ("uid", "university_id", "campus", "code", "name", "seats", "zone")),
        )

    def standing(self) -> Self:
        """Keep those that were not called off."""
        return self.exclude(status=Session.Status.CANCELLED)


_OF_THE_RUN = ("uid", "status", "is_self_paced", "starts_at", "ends_at", "grace_minutes", "zone")
_OF_THE_COURSE = (
    *("uid", "slug", "status", "title", "languages", "host_id"),
    *("university__uid", "university__slug", "university__name", "university__zone"),
)


class Session(models.Model):
    """One lesson of a class: planned, opened, held. A session held is one lesson of the census."""

    class Status(models.TextChoices):
        """How far it is."""

        PLANNED = "planned", _("Planned")
        OPEN = "open", _("Running")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Called off")

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    run = models.ForeignKey("catalog.Run", on_delete=models.PROTECT, related_name="+")
    title = I18nText(verbose_name=_("title"), blank=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    mode = models.CharField(_("where"), max_length=6, choices=Mode.choices, default=Mode.ONLINE)
    venue = models.ForeignKey(
        Venue, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("room")
    )
    link = models.URLField(_("meeting"), max_length=500, blank=True)
    rung = models.CharField(_("way it is held"), max_length=8, choices=Rung.choices, default=Rung.LIVE)
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.PLANNED)
    opened_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    # Where a timetable said it: planning again from the same source changes this session and makes no second.
    origin = models.CharField(max_length=200, blank=True, editable=False)
    # A digest of what it said last: what was changed here by hand since then stays, until the timetable says otherwise.
    said = models.CharField(max_length=32, blank=True, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    objects = Sessions.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = (
            models.UniqueConstraint(
                fields=["run", "origin"], condition=~models.Q(origin=""), name="session_planned_once"
            ),
            models.CheckConstraint(
                name="session_ends_after_start", condition=models.Q(ends_at__gt=models.F("starts_at"))
            ),
        )
        indexes = (
            models.Index(fields=["run", "starts_at"], name="session_of_run"),
            models.Index(fields=["starts_at"], name="session_by_time"),
            models.Index(fields=["venue", "starts_at"], name="session_in_venue"),
        )

    def __str__(self) -> str:
        return str(self.title) or ui.moments.words(self.starts_at, self.zone)

    def get_absolute_url(self) -> str:
        """Give the address of the students' page."""
        return f"/sessions/{self.uid}/"

    @property
    def minutes(self) -> int:
        """Give for how long it is planned."""
        return round((self.ends_at - self.starts_at).total_seconds() / 60)

    @property
    def clock(self) -> str:
        """Give from when to when, as the clock of its own zone shows it: for a wall, where everybody is in that zone."""
        zone = ZoneInfo(self.zone)
        return f"{self.starts_at.astimezone(zone):%H:%M}–{self.ends_at.astimezone(zone):%H:%M}"

    @property
    def has_ended(self) -> bool:
        """Test whether nothing more will happen in it."""
        return self.status in (self.Status.HELD, self.Status.CANCELLED)


class Change(models.Model):
    """What was changed of a session, by whom and why: moved, called off, another room, another rung."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="changes")
    # Names of fields, each with what it was and what it became.
    what = models.JSONField(default=dict)
    why = models.CharField(_("why"), max_length=300, blank=True)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    # It was changed with many others at once.
    switch = models.ForeignKey("Switch", on_delete=models.PROTECT, null=True, related_name="changes")
    # A timetable said it: those concerned hear of it when somebody says so, and not before.
    waits = models.BooleanField(default=False)


class Message(models.Model):
    """What somebody says in the chat of a session."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="messages")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = models.CharField(max_length=1000)
    # Kept, and shown to those who teach only.
    hidden_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = (models.Index(fields=["session", "id"], name="message_of_session"),)
