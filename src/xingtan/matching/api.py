"""Matching for programs: what waits, deciding, undoing. The same doors and actions as the pages."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from ninja import Query, Router, Schema, Status
from pydantic import Field

from xingtan.kernel.pages import Request, now
from xingtan.matching import access, actions, queries

router = Router(tags=["matching"])
A_PAGE = 100


class ProposalOut(Schema):
    """Two entries that look like one course; ``likeness`` from 0 to 1."""

    uid: UUID
    one: UUID
    other: UUID
    likeness: Decimal
    reasons: list[Any]


class ProposalsOut(Schema):
    """A page of proposals, and where the next one begins."""

    count: int
    proposals: list[ProposalOut]
    next_page: int | None


class DecisionIn(Schema):
    """Whether they are the same, and why."""

    is_same: bool
    why: str = Field(default="", max_length=2000)


class DecisionOut(Schema):
    """What was decided."""

    uid: UUID
    is_same: bool
    at: datetime


@router.get("/matching/proposals", response=ProposalsOut)
def proposals(request: Request, page: Query[int] = 1) -> dict[str, Any]:
    """List what waits for a decision, the likest first. For coordinators."""
    access.desk(request.user)
    shown = Paginator(queries.open_proposals().select_related("one", "other"), A_PAGE).get_page(page)
    rows = [
        {
            "uid": each.uid,
            "one": each.one.uid,
            "other": each.other.uid,
            "likeness": each.likeness,
            "reasons": each.reasons,
        }
        for each in shown
    ]
    following = shown.next_page_number() if shown.has_next() else None
    return {"count": shown.paginator.count, "proposals": rows, "next_page": following}


@router.post("/matching/proposals/{proposal}/decision", response={201: DecisionOut})
def decision(request: Request, proposal: UUID, said: DecisionIn) -> Status[Any]:
    """Say whether two entries are one course."""
    found = access.proposal_to_decide(request.user, proposal=proposal)
    person: Any = request.user
    made = actions.decide(proposal=found, is_same=said.is_same, why=said.why, by=person, now=now())
    return Status(201, made)


@router.delete("/matching/decisions/{decision}", response={204: None})
def undoing(request: Request, decision: UUID) -> Status[None]:
    """Undo a decision; the pair waits again."""
    found = access.decision_to_undo(request.user, decision=decision)
    person: Any = request.user
    actions.undo(decision=found, by=person, now=now())
    return Status(204, None)
