"""Proposals, and what was decided on them."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.ids import new_uid


class Proposals(models.QuerySet["Proposal"]):
    """Filters on proposals."""

    def open(self) -> Self:
        """Keep those on which no decision stands."""
        stands = Decision.objects.filter(proposal=models.OuterRef("pk"), undoing__isnull=True)
        return self.filter(~models.Exists(stands))


class Proposal(models.Model):
    """Two entries of the catalogue that look like one course. ``one`` came first."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    one = models.ForeignKey("catalog.Course", on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey("catalog.Course", on_delete=models.PROTECT, related_name="+")
    likeness = models.DecimalField(_("likeness"), max_digits=4, decimal_places=3)
    # Codes and values, worded when shown: [["title", 96], ["teachers", ["Grace Mensah"]]].
    reasons = models.JSONField(default=list)
    found_at = models.DateTimeField()

    objects = Proposals.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = (
            models.UniqueConstraint(fields=["one", "other"], name="proposal_once"),
            models.CheckConstraint(name="proposal_in_order", condition=models.Q(one__lt=models.F("other"))),
        )
        indexes = (models.Index(fields=["-likeness", "id"], name="proposal_by_likeness"),)

    def __str__(self) -> str:
        return f"{self.one_id} = {self.other_id}?"


class Rule(models.Model):
    """Everything from this likeness on was taken for the same, after a sample was looked at."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    least = models.DecimalField(_("least likeness"), max_digits=4, decimal_places=3)
    sample = models.JSONField(default=list)
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")

    def __str__(self) -> str:
        return f"≥ {self.least}"


class Decision(models.Model):
    """Somebody said that two entries are one course, or are not. It stays when it is undone."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="decisions")
    is_same = models.BooleanField()
    why = models.TextField(blank=True)
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, null=True, related_name="decisions")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    # The listings that moved, by uid: undoing moves these back, and no later ones.
    moved = models.JSONField(default=list)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")

    def __str__(self) -> str:
        return f"{self.proposal}: {self.is_same}"


class Undoing(models.Model):
    """A decision no longer stands."""

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="undoing")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
