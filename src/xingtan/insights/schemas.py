"""The shape of what the API takes and gives."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from xingtan.insights.models import Case


class WorthIn(Schema):
    """What things are worth from now on, by their names; what is not named stays as it was."""

    worth: dict[str, Decimal] = Field(max_length=100)


class EntryOut(Schema):
    """A line of one's ledger."""

    at: datetime
    what: str
    points: Decimal


class PointsOut(Schema):
    """One's points, what things are worth, and the last lines of the ledger."""

    points: Decimal
    worth: dict[str, Decimal]
    entries: list[EntryOut]


class SumOut(Schema):
    """The points of one student."""

    enrollment: UUID
    name: str
    points: Decimal


class FlagOut(Schema):
    """A student who may need help, and why."""

    enrollment: UUID
    name: str
    since: datetime
    reasons: list[str]


class CaseOut(Schema):
    """Something that a person decides."""

    uid: UUID
    name: str
    about: str
    evidence: list[str]
    opened_at: datetime
    decision: str
    words: str
    answer: str


class DecisionIn(Schema):
    """A decision in words."""

    decision: Case.Decision
    words: str = Field(min_length=1, max_length=4000)


class AnswerIn(Schema):
    """What the student says to it."""

    words: str = Field(min_length=1, max_length=4000)


class CountOut(Schema):
    """How many there are."""

    count: int
