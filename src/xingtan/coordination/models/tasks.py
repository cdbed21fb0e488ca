"""Task: what each party is asked for, and how many. Evidence: what it says it has done, and what became of that."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from xingtan.coordination.models.calls import Call, Party, Tier
from xingtan.coordination.models.records import Record, Records
from xingtan.kernel.ids import new_uid
from xingtan.kernel.text import I18nText

MOST = 1_000_000


class Task(models.Model):
    """So many of something, of every party, of one tier, or of one party."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="tasks")
    title = I18nText(verbose_name=_("title"))
    about = I18nText(verbose_name=_("what counts"), blank=True)
    tier = models.CharField(_("for which tier"), max_length=8, choices=Tier.choices, blank=True)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    quota = models.PositiveIntegerField(
        _("how many, of each"), validators=[MinValueValidator(1), MaxValueValidator(MOST)]
    )
    due_at = models.DateTimeField(_("by when"), null=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        constraints = (
            models.CheckConstraint(
                name="task_asks_for_some", condition=models.Q(quota__gte=1) & models.Q(quota__lte=MOST)
            ),
            models.CheckConstraint(
                name="task_is_for_a_tier_or_a_party", condition=models.Q(tier="") | models.Q(party__isnull=True)
            ),
        )

    def __str__(self) -> str:
        return str(self.title)

    def concerns(self, party: Party) -> bool:
        """Test whether this party is asked."""
        if self.party_id:
            return self.party_id == party.pk
        return not self.tier or self.tier == party.tier


class EvidenceRows(Records):
    """Filters on evidence."""

    def accepted(self) -> Self:
        """Keep what counts."""
        return self.filter(check_made__is_accepted=True)

    def waiting(self) -> Self:
        """Keep what nobody has looked at."""
        return self.filter(check_made__isnull=True)


class Evidence(Record):
    """What a party says it has done: how many, where to see it, by whom and when."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="evidence")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    count = models.PositiveIntegerField(_("how many"), validators=[MinValueValidator(1), MaxValueValidator(MOST)])
    link = models.URLField(_("where to see it"), max_length=500, blank=True)
    note = models.CharField(_("note"), max_length=2000, blank=True)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = EvidenceRows.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = (
            models.CheckConstraint(
                name="evidence_counts_some", condition=models.Q(count__gte=1) & models.Q(count__lte=MOST)
            ),
        )


class EvidenceCheck(Record):
    """Who accepted the evidence or returned it, when, and why."""

    evidence = models.OneToOneField(Evidence, on_delete=models.PROTECT, related_name="check_made")
    is_accepted = models.BooleanField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=2000, blank=True)

    objects = Records.as_manager()
