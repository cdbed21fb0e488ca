"""What insights announces."""

from dataclasses import dataclass
from uuid import UUID

from xingtan.kernel.events import Event, event


@event("insights.rule_set")
@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet(Event):
    """A teacher said what something is worth in a class, from now on."""

    run: UUID
    what: str


@event("insights.points_booked")
@dataclass(frozen=True, slots=True, kw_only=True)
class PointsBooked(Event):
    """Students of a class have other points than before."""

    run: UUID
    enrollments: list[UUID]


@event("insights.flags_found")
@dataclass(frozen=True, slots=True, kw_only=True)
class FlagsFound(Event):
    """A class was looked through for students who may need help."""

    run: UUID
    count: int


@event("insights.case_opened")
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened(Event):
    """Something is to be looked at by a person."""

    case: UUID
    run: UUID
    rule: str


@event("insights.case_decided")
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDecided(Event):
    """A person decided a case."""

    case: UUID
    run: UUID
    decision: str


@event("insights.case_answered")
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAnswered(Event):
    """A student answered to a case about them."""

    case: UUID
    run: UUID
