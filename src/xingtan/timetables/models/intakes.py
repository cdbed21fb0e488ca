"""Timetables that are brought, looked through and planned; clashes that are accepted; changes to tell of."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.ids import new_uid
from xingtan.timetables.models.terms import Term


class Intake(models.Model):
    """A timetable that somebody brought: nothing is planned before it was looked through and confirmed."""

    class Kind(models.TextChoices):
        """What was brought."""

        CSV = "csv", _("Table")
        ICS = "ics", _("Calendar")
        HAND = "hand", _("By hand")
        AGAIN = "again", _("The same timetable, planned again")

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("Being looked through")
        READ = "read", _("Ready to be planned")
        REFUSED = "refused", _("Has to be mended")
        PLANNED = "planned", _("Planned")

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="intakes")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    source = models.CharField(_("list"), max_length=120, blank=True)
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    name = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    # Which column says what, where somebody corrected the guess; the lines of a pattern made by hand.
    columns = models.JSONField(default=dict)
    lines = models.JSONField(default=list)
    report = models.JSONField(default=dict)
    job = models.UUIDField(null=True)
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    planned_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    planned_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("timetable that was brought")
        verbose_name_plural = _("timetables that were brought")
        indexes = (models.Index(fields=["term", "-id"], name="intake_of_term"),)

    def __str__(self) -> str:
        return self.name or self.source

    def get_absolute_url(self) -> str:
        """Give the address of its page. Needs the term and its university loaded."""
        return reverse("timetables:intake", args=(self.term.university.slug, self.uid))


class Announcement(models.Model):
    """Changes of a timetable that those concerned may be told of, once somebody says so."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="announcements")
    # Keys of the changes (`teaching.Change`) and of sessions that are new in a class that was planned before.
    changes = models.JSONField(default=list)
    extra = models.JSONField(default=list)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    dropped_at = models.DateTimeField(null=True)
    told = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("announcement of changes")
        verbose_name_plural = _("announcements of changes")
        indexes = (models.Index(fields=["term", "-id"], name="announcement_of_term"),)


class AcceptedClash(models.Model):
    """A clash that somebody has seen and lets stand, with their words."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="accepted_clashes")
    key = models.CharField(max_length=120)
    words = models.CharField(_("why it may stand"), max_length=300)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["term", "key"], name="clash_accepted_once"),)
