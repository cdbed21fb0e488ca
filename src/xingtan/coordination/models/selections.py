"""Decision: what the committee says. Selection: the course is on the international platform, and what follows."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from xingtan.coordination.models.nominations import Nomination, Verdict
from xingtan.coordination.models.records import Record, Records
from xingtan.kernel.ids import new_uid


class Decision(Record):
    """What the committee decided of a nomination, by which member, and why."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="decisions")
    round = models.PositiveSmallIntegerField()
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=2000)

    objects = Records.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["nomination", "round"], name="decided_once_a_round"),)


class Selections(Records):
    """Filters on selections."""

    def holding(self) -> Self:
        """Keep those that were not taken off again."""
        return self.filter(removal__isnull=True)


class Selection(Record):
    """A course that was published on the international platform. There is none without a decision."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    nomination = models.OneToOneField(Nomination, on_delete=models.PROTECT, related_name="selection")
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="+")
    course = models.ForeignKey("catalog.Course", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = Selections.as_manager()

    class Meta:
        verbose_name = _("selection")
        verbose_name_plural = _("selections")


class Removal(Record):
    """Who took the course off again, when and why."""

    selection = models.OneToOneField(Selection, on_delete=models.PROTECT, related_name="removal")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=2000)

    objects = Records.as_manager()


class FollowUp(Record):
    """Something to look at after publishing, and by which day."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    selection = models.ForeignKey(Selection, on_delete=models.PROTECT, related_name="follow_ups")
    about = models.CharField(_("what to look at"), max_length=1000)
    due_on = models.DateField(_("by when"))
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = Records.as_manager()


class FollowUpReport(Record):
    """What was found, by whom and when."""

    follow_up = models.OneToOneField(FollowUp, on_delete=models.PROTECT, related_name="report")
    note = models.CharField(_("what was found"), max_length=4000)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = Records.as_manager()
