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
    given_by_a_teacher: list[bool]
    learner: UUID


class ScoreOut(Schema):
    """What a learner has of a problem, and beside a teacher's score what was judged; in points of today."""

    key: str
    title: dict[str, str]
    points: Decimal | None
    possible: Decimal
    is_given_by_a_teacher: bool
    judged: Decimal | None


class OverrideOut(Schema):
    """What a teacher said of a score, and what stood from then on. `part` is a problem, a unit or a section."""

    uid: UUID
    part: str
    title: dict[str, str]
    before: Decimal | None
    points: Decimal | None
    possible: Decimal
    is_taken_back: bool
    reason: str
    by: str
    at: datetime


class LearnerScoresOut(Schema):
    """All scores of one learner, and what teachers said of them, the newest first."""

    problems: list[ScoreOut]
    overrides: list[OverrideOut]


class OverrideIn(Schema):
    """Another score and why. `seen`, as the score's own address gives it, refuses what changed meanwhile."""

    points: Decimal
    reason: str
    seen: str | None = None


class TakeBackIn(Schema):
    """Why a teacher's score is taken back."""

    reason: str
    seen: str | None = None


class PartScoreOut(Schema):
    """One score: of a problem, a unit or a section. `seen` sums up how it stands."""

    part: str
    level: str
    title: dict[str, str]
    points: Decimal | None
    possible: Decimal
    judged: Decimal | None
    is_given_by_a_teacher: bool
    seen: str


class BrokenOut(Schema):
    """A rule that was broken, in words."""

    detail: str
