"""Points and their ledger, what is watched in a class, flags with their reasons, and cases that a person decides."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.ids import new_uid

LONGEST_WHAT = 60


class PointRule(models.Model):
    """From this moment on, one thing is worth so many points in a class. The last rule that has begun counts."""

    run = models.ForeignKey("catalog.Run", on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=LONGEST_WHAT)
    points = models.DecimalField(max_digits=8, decimal_places=2)
    since = models.DateTimeField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("rule for points")
        verbose_name_plural = _("rules for points")
        constraints = (models.UniqueConstraint(fields=["run", "what", "since"], name="point_rule_once"),)


class Entry(models.Model):
    """What one event added to a student's points, or took back. None is ever changed."""

    enrollment = models.ForeignKey("learning.Enrollment", on_delete=models.PROTECT, related_name="+")
    event = models.UUIDField()
    # What it is about: a session, an activity. Only the last entry about it counts, so a correction takes back.
    subject = models.UUIDField()
    what = models.CharField(max_length=LONGEST_WHAT)
    amount = models.DecimalField(max_digits=8, decimal_places=2, default=1)
    points = models.DecimalField(max_digits=10, decimal_places=2)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        constraints = (models.UniqueConstraint(fields=["enrollment", "event"], name="entry_once"),)
        indexes = (models.Index(fields=["enrollment", "subject"], name="entry_about"),)


class Balance(models.Model):
    """The sum of a student's entries, kept so that a table of a large class can be sorted."""

    enrollment = models.OneToOneField(
        "learning.Enrollment", on_delete=models.PROTECT, related_name="+", primary_key=True
    )
    points = models.DecimalField(max_digits=12, decimal_places=2, default=0)


class Watch(models.Model):
    """What is watched in a class, and whether students see a ranking; a class without a row has the defaults."""

    run = models.OneToOneField("catalog.Run", on_delete=models.PROTECT, related_name="+", primary_key=True)
    missed_in_a_row = models.PositiveSmallIntegerField(
        _("sessions missed in a row"), default=3, help_text=_("0: not watched.")
    )
    quantile_percent = models.PositiveSmallIntegerField(
        _("points among the lowest, in percent"), default=10, help_text=_("0: not watched.")
    )
    days_unseen = models.PositiveSmallIntegerField(
        _("days without being seen"), default=14, help_text=_("0: not watched.")
    )
    expects_work = models.BooleanField(_("nothing handed in yet"), default=True)
    shows_ranking = models.BooleanField(
        _("show students a ranking"), default=False, help_text=_("Names and points of all, to all of the class.")
    )

    class Meta:
        constraints = (models.CheckConstraint(name="watch_quantile", condition=models.Q(quantile_percent__lte=50)),)


class Flag(models.Model):
    """A student may need help, and why; it goes when no reason is left."""

    enrollment = models.OneToOneField(
        "learning.Enrollment", on_delete=models.PROTECT, related_name="+", primary_key=True
    )
    # A list of {"code", "facts"}: never a mere number.
    reasons = models.JSONField(default=list)
    since = models.DateTimeField()
    found_at = models.DateTimeField()

    class Meta:
        verbose_name = _("flag")
        verbose_name_plural = _("flags")
        constraints = (models.CheckConstraint(name="flag_has_reasons", condition=~models.Q(reasons=[])),)


class Case(models.Model):
    """Something looks as if a program had learnt in a student's place. A person looks at it and decides in words."""

    class Decision(models.TextChoices):
        """What came of it."""

        UNFOUNDED = "unfounded", _("Nothing in it")
        TALKED = "talked", _("Talked about, and settled")
        STANDS = "stands", _("It stands")

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    enrollment = models.ForeignKey("learning.Enrollment", on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=20)
    # What was seen: rows of plain values, each with words made of it when it is shown.
    evidence = models.JSONField(default=list)
    # The same evidence opens no second case.
    digest = models.CharField(max_length=32)
    opened_at = models.DateTimeField()
    decision = models.CharField(_("decision"), max_length=10, choices=Decision.choices, blank=True)
    words = models.TextField(_("words"), blank=True)
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = (
            models.UniqueConstraint(fields=["enrollment", "rule", "digest"], name="case_once"),
            models.CheckConstraint(
                name="case_decided_in_words",
                condition=models.Q(decision="", decided_at=None)
                | (~models.Q(decision="") & ~models.Q(words="") & models.Q(decided_at__isnull=False)),
            ),
        )
