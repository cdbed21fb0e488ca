"""Classes and their sessions. A class is a run taught in sessions; who learns and teaches there, stands on the run."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.ids import new_uid
from xingtan.kernel.text import I18nText


class Mode(models.TextChoices):
    """Where people meet."""

    ONLINE = "online", _("Online")
    ONSITE = "onsite", _("On site")
    BOTH = "both", _("On site and online")


class Rung(models.TextChoices):
    """The ladder of ways to hold a session, best first: one steps down when the line is too thin, and up again."""

    LIVE = "live", _("Live")
    AUDIO = "audio", _("Audio and slides")
    RECORDED = "recorded", _("Recorded")
    TEXT = "text", _("Text pack")


class Class(models.Model):
    """What a run has besides when it is taught in sessions: the university's own code, a department, a campus."""

    run = models.OneToOneField("catalog.Run", on_delete=models.PROTECT, related_name="+", primary_key=True)
    code = models.CharField(_("code"), max_length=80, blank=True, help_text=_("As the university's own lists call it."))
    unit = models.ForeignKey(
        "universities.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("department"),
    )
    campus = models.CharField(_("campus"), max_length=120, blank=True)
    mode = models.CharField(_("where"), max_length=6, choices=Mode.choices, default=Mode.ONLINE)
    link = models.URLField(
        _("meeting"), max_length=500, blank=True, help_text=_("Any meeting service; each session may have its own.")
    )

    class Meta:
        verbose_name = _("class")
        verbose_name_plural = _("classes")

    def __str__(self) -> str:
        return self.code or str(self.pk)


class Venue(models.Model):
    """A room on site."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    university = models.ForeignKey("universities.University", on_delete=models.PROTECT, related_name="+")
    campus = models.CharField(_("campus"), max_length=120, blank=True)
    code = models.CharField(_("code"), max_length=80)
    name = models.CharField(_("name"), max_length=200, blank=True)
    seats = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    zone = models.CharField(_("time zone"), max_length=64, blank=True, help_text=_("Empty: the university's."))

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        constraints = (models.UniqueConstraint(fields=["university", "code"], name="venue_code_once"),)

    def __str__(self) -> str:
        return self.name or self.code


class Sessions(models.QuerySet["Session"]):
    """Filters on sessions."""

    def whole(self) -> Self:
        """Load the run, its course and university, and the room on site with each session."""
        return self.select_related("run__course__university", "venue")

    def standing(self) -> Self:
        """Keep those that were not called off."""
        return self.exclude(status=Session.Status.CANCELLED)


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
        return str(self.title) or f"{self.starts_at:%Y-%m-%d %H:%M}"


class Change(models.Model):
    """What was changed of a session, by whom and why: moved, called off, another room, another rung."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="changes")
    # Names of fields, each with what it was and what it became.
    what = models.JSONField(default=dict)
    why = models.CharField(_("why"), max_length=300, blank=True)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()


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
