"""Rounds of check-ins, what students left there, what it came to, and what was corrected with the original kept."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.ids import new_uid


class Status(models.TextChoices):
    """What a session's traces come to for one person."""

    PRESENT = "present", _("Present")
    LATE = "late", _("Late")
    LEFT_EARLY = "left_early", _("Left early")
    EXCUSED = "excused", _("Excused")
    ABSENT = "absent", _("Absent")


class Terms(models.Model):
    """What a class asks for to count as present; a class without a row has the defaults."""

    class Asks(models.TextChoices):
        """Which signs count."""

        EITHER = "either", _("A check-in, or enough of the time")
        CHECK_IN = "check_in", _("A check-in")
        TIME = "time", _("Enough of the time")
        BOTH = "both", _("A check-in and enough of the time")

    run = models.OneToOneField("catalog.Run", on_delete=models.PROTECT, related_name="+", primary_key=True)
    asks = models.CharField(_("what counts"), max_length=8, choices=Asks.choices, default=Asks.EITHER)
    share_percent = models.PositiveSmallIntegerField(
        _("enough of the time, in percent"), default=50, help_text=_("Of the lesson as it was held.")
    )
    late_minutes = models.PositiveSmallIntegerField(
        _("late after so many minutes"), default=10, help_text=_("After the beginning, or after a check-in was opened.")
    )
    early_minutes = models.PositiveSmallIntegerField(_("may leave so many minutes before the end"), default=10)
    counts_meeting = models.BooleanField(
        _("time in the meeting counts"),
        default=True,
        help_text=_("From following its link here to saying that one has left it, or the end of the lesson."),
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="terms_share", condition=models.Q(share_percent__gte=0, share_percent__lte=100)
            ),
        )


class Rounds(models.QuerySet["Round"]):
    """Filters on rounds."""

    def standing(self) -> Self:
        """Keep those that nobody has closed; one that closes by itself may be over all the same."""
        return self.filter(closed_at=None)


class Round(models.Model):
    """A check-in or check-out of a session, opened and closed by who leads it."""

    class Way(models.TextChoices):
        """In or out."""

        IN = "in", _("Check-in")
        OUT = "out", _("Check-out")

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    session = models.ForeignKey("teaching.Session", on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=3, choices=Way.choices, default=Way.IN)
    # Names out of `rules.claims.MEANS`.
    means = models.JSONField(default=list)
    needs_all = models.BooleanField(default=False)
    code = models.CharField(max_length=6, blank=True)
    gesture = models.CharField(max_length=9, blank=True)
    # Where the lesson is, told by its teacher, not where anybody was; forgotten when the round closes.
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    radius = models.PositiveIntegerField(_("radius in meters"), default=0)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    ends_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")

    objects = Rounds.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["session", "way"], condition=models.Q(closed_at=None), name="round_one_open"
            ),
        )
        indexes = (models.Index(fields=["session", "opened_at"], name="round_of_session"),)


class CheckIn(models.Model):
    """A claim that was believed. It is never changed, and goes when the details of its session go."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="check_ins")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    # How far from the place: `inside`, `near`, `far`; never where.
    band = models.CharField(max_length=6, blank=True)
    # Tells which check-ins of this one round came from the same browser, and nothing beyond it.
    device = models.CharField(max_length=16, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["round", "person"], name="check_in_once"),)


class Refusal(models.Model):
    """How many claims of a round were refused, and why: nobody's name, no moment."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="refusals")
    why = models.CharField(max_length=16)
    count = models.PositiveIntegerField()


class Interval(models.Model):
    """A time somebody was on the session's page or in its meeting."""

    class Where(models.TextChoices):
        """Of which of them."""

        PAGE = "page", _("The session's page")
        MEETING = "meeting", _("The meeting")

    session = models.ForeignKey("teaching.Session", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    where = models.CharField(max_length=7, choices=Where.choices)
    from_at = models.DateTimeField()
    to_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["session", "person", "where", "from_at"], name="interval_once"),
            models.CheckConstraint(name="interval_forward", condition=models.Q(to_at__gte=models.F("from_at"))),
        )


class Attendance(models.Model):
    """What a session came to for one person: what the rule says, and what stands, which a correction may have changed."""

    session = models.ForeignKey("teaching.Session", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status.choices)
    # By the rule; empty while the session runs and only a correction is there.
    decided = models.CharField(max_length=10, choices=Status.choices, blank=True)
    share_percent = models.PositiveSmallIntegerField(default=0)
    is_on_site = models.BooleanField(default=False)
    is_corrected = models.BooleanField(default=False)
    decided_at = models.DateTimeField(null=True)
    # When `attendance.attended` was said: never twice.
    counted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["session", "person"], name="attendance_once"),)
        indexes = (models.Index(fields=["person", "session"], name="attendance_of_person"),)


class Correction(models.Model):
    """Who said otherwise, when and why. What was, is kept; the last one stands."""

    attendance = models.ForeignKey(Attendance, on_delete=models.CASCADE, related_name="corrections")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(_("why"), max_length=300, blank=True)
    was = models.CharField(max_length=10, choices=Status.choices)
    becomes = models.CharField(max_length=10, choices=Status.choices)

    class Meta:
        indexes = (models.Index(fields=["attendance", "id"], name="correction_of_attendance"),)


class Excuse(models.Model):
    """A student asks in words to be excused from a session; who leads it decides."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    session = models.ForeignKey("teaching.Session", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    words = models.CharField(_("why"), max_length=1000, blank=True)
    asked_at = models.DateTimeField()
    is_granted = models.BooleanField(null=True)
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["session", "person"], name="excuse_once"),)
