"""Classes, and the places where they meet: rooms on site, and hubs far away."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.ids import new_uid


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
        # Two campuses may each have a room 101.
        constraints = (models.UniqueConstraint(fields=["university", "campus", "code"], name="venue_once"),)

    def __str__(self) -> str:
        return self.name or self.code


class Hub(models.Model):
    """A place where a part of a class sits together before one screen, while the others are elsewhere."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    run = models.ForeignKey("catalog.Run", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=200, help_text=_("Such as “Hall of the partner university, Accra”."))
    venue = models.ForeignKey(
        Venue, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("room")
    )
    seats = models.PositiveIntegerField(_("seats"), null=True, blank=True)

    class Meta:
        verbose_name = _("hub")
        verbose_name_plural = _("hubs")
        constraints = (models.UniqueConstraint(fields=["run", "name"], name="hub_name_once"),)

    def __str__(self) -> str:
        return self.name
