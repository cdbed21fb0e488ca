"""Who may decide what is one course: those who coordinate the consortium. To anyone else there is nothing here."""

from typing import Any
from uuid import UUID

from xingtan.kernel.errors import NotThere
from xingtan.matching.models import Decision, Proposal, Rule
from xingtan.universities import public as universities


def desk(person: Any) -> None:
    """Open the pages of matching."""
    if not universities.coordinates(person):
        raise NotThere


def proposal_to_decide(person: Any, *, proposal: UUID) -> Proposal:
    """Find a proposal on which nothing was decided yet."""
    desk(person)
    found = Proposal.objects.open().select_related("one", "other").filter(uid=proposal).first()
    if found is None:
        raise NotThere
    return found


def decision_to_undo(person: Any, *, decision: UUID) -> Decision:
    """Find a decision that stands."""
    desk(person)
    found = Decision.objects.select_related("proposal").filter(uid=decision, undoing__isnull=True).first()
    if found is None:
        raise NotThere
    return found


def rule_to_see(person: Any, *, rule: UUID) -> Rule:
    """Find a rule."""
    desk(person)
    found = Rule.objects.filter(uid=rule).first()
    if found is None:
        raise NotThere
    return found
