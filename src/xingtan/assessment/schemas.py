"""The shape of what the API says and takes."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from ninja import Schema


class OptionOut(Schema):
    """One of the things to choose from."""

    id: str
    html: str


class QuestionOut(Schema):
    """A question, without its answer."""

    id: str
    type: str
    label: str
    points: Decimal
    options: list[OptionOut]
    units: list[str]
    variables: list[str]


class ProblemOut(Schema):
    """A problem, and how often it may be answered."""

    key: str
    questions: list[QuestionOut]
    possible: Decimal
    attempts: int | None
    attempts_left: int | None
    ungraded: str


class AnswerIn(Schema):
    """An answer to every question, by its id: what was typed, or the ids of what was chosen."""

    answer: dict[str, str | list[str]]


class AttemptOut(Schema):
    """One attempt, and what each question earned of its points, from 0 to 1."""

    uid: UUID
    number: int
    at: datetime
    answer: dict[str, str | list[str]]
    shares: dict[str, Decimal]
    score: Decimal | None
    possible: Decimal | None


class UnreadableOut(Schema):
    """Why an answer could not be taken: in words, and for each question."""

    detail: str
    rule: str
    reasons: dict[str, str] = {}


class ScoresOut(Schema):
    """What learners earned, unit by unit."""

    count: int
    units: list["ColumnOut"]
    learners: list["RowOut"]


class ColumnOut(Schema):
    """A unit that counts."""

    key: str
    title: dict[str, str]
    possible: Decimal


class RowOut(Schema):
    """One learner; nothing where nothing was answered."""

    name: str
    email: str
    grade_percent: Decimal | None
    points: Decimal
    earned: list[Decimal | None]
