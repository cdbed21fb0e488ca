"""Deeds: pairs are proposed, decided on, and decisions undone."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from xingtan.catalog import public as catalog
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.matching import rules
from xingtan.matching.events import Decided, DecisionUndone
from xingtan.matching.models import Decision, Proposal, Rule, Undoing
from xingtan.matching.queries import entries_of
from xingtan.people import public as people

BATCH = 500


class AlreadyDecided(RuleBroken):
    """Two people looked at one proposal."""

    message = _("Somebody has decided on this in the meantime. Nothing was changed; look at it in the history.")


class LaterMerge(RuleBroken):
    """What was merged since stands on this."""

    message = _("One of the two was merged into a third since. Undo that first; nothing was changed.")


@deed
def propose(*, university: int, now: datetime, fresh: frozenset[int] | None = None) -> int:
    """Write down which entries of a university look like one course; what was proposed before stays as it is.

    :param fresh: compare only these (keys of courses) with the others; all if not given
    :returns: how many pairs are new
    """
    found = []
    for one, other in rules.pairs(entries_of(university), fresh):
        likeness = rules.likeness(one, other)
        if likeness.value >= rules.LEAST:
            found.append(
                Proposal(
                    one_id=one.key,
                    other_id=other.key,
                    likeness=Decimal(str(likeness.value)),
                    reasons=likeness.reasons,
                    found_at=now,
                )
            )

    before = Proposal.objects.filter(one__university_id=university).count() if found else 0
    Proposal.objects.bulk_create(found, batch_size=BATCH, ignore_conflicts=True)
    return Proposal.objects.filter(one__university_id=university).count() - before if found else 0


@deed
def decide(
    *,
    proposal: Proposal,
    is_same: bool,
    by: people.Person | None,
    now: datetime,
    why: str = "",
    rule: Rule | None = None,
) -> Decision:
    """Say whether two entries are one course; if they are, one entry stands for both from now on.

    :raises AlreadyDecided: if a decision stands
    """
    proposal = Proposal.objects.select_for_update(of=("self",)).select_related("one", "other").get(pk=proposal.pk)
    if Decision.objects.filter(proposal=proposal, undoing__isnull=True).exists():
        raise AlreadyDecided

    moved: list[UUID] = []
    if is_same:
        kept, other = _in_order(proposal)
        moved = catalog.merging.merge_courses(kept=kept, other=other, by=by, now=now)
    decision = Decision.objects.create(
        proposal=proposal, is_same=is_same, why=why, rule=rule, by=by, at=now, moved=[str(each) for each in moved]
    )

    emit(Decided(actor=by and by.uid, proposal=proposal.uid, decision=decision.uid, is_same=is_same))
    return decision


@deed
def undo(*, decision: Decision, by: people.Person | None, now: datetime) -> None:
    """Let a decision no longer stand: what it merged is two entries again, and the pair waits as before.

    :raises AlreadyDecided: if it was undone before
    :raises LaterMerge: if another merge stands on it
    """
    proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=decision.proposal_id)
    decision = Decision.objects.get(pk=decision.pk)
    if Undoing.objects.filter(decision=decision).exists():
        raise AlreadyDecided

    if decision.is_same:
        one, other = (catalog.Course.objects.get(pk=key) for key in (proposal.one_id, proposal.other_id))
        kept, gone = (one, other) if other.merged_into_id == one.pk else (other, one)
        if kept.merged_into_id:
            raise LaterMerge
        catalog.merging.split_courses(
            kept=kept, other=gone, listings=[UUID(each) for each in decision.moved], by=by, now=now
        )
    Undoing.objects.create(decision=decision, by=by, at=now)

    emit(DecisionUndone(actor=by and by.uid, proposal=proposal.uid, decision=decision.uid))


@deed
def make_rule(*, least: Decimal, sample: Sequence[Proposal], by: people.Person, now: datetime) -> Rule:
    """Write down that everything from this likeness on is the same, and which sample was looked at first."""
    return Rule.objects.create(least=least, sample=[str(each.uid) for each in sample], made_by=by, made_at=now)


def _in_order(proposal: Proposal) -> tuple[catalog.Course, catalog.Course]:
    """Choose which entry stands for both: ours, or the one that came first."""
    if proposal.other.is_ours and not proposal.one.is_ours:
        return proposal.other, proposal.one
    return proposal.one, proposal.other
