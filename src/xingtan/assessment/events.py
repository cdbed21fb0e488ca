"""What assessment announces."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from xingtan.kernel.events import Event, event


@event("assessment.answered")
@dataclass(frozen=True, slots=True, kw_only=True)
class Answered(Event):
    """A learner answered a problem, and it was judged.

    ``score`` is what this attempt earned, which need not be the one that counts; both are None where the
    problem cannot be judged here.
    """

    attempt: UUID
    enrollment: UUID
    run: UUID
    key: str
    number: int
    score: Decimal | None = None
    possible: Decimal | None = None


@event("assessment.answer_cleared")
@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCleared(Event):
    """A learner cleared an answer to begin again. The attempt stays used, and its score stays."""

    attempt: UUID
    enrollment: UUID
    run: UUID
    key: str


@event("assessment.score_overridden")
@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreOverridden(Event):
    """Somebody who teaches gave a learner another score; ``learning.result_recorded`` tells it of each problem.

    ``part`` is the key of a problem, or of the unit or section that was scored as a whole.
    """

    override: UUID
    enrollment: UUID
    run: UUID
    part: str
    score: Decimal
    possible: Decimal


@event("assessment.override_taken_back")
@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideTakenBack(Event):
    """Somebody who teaches let what was judged stand again; ``override`` is the row that says so."""

    override: UUID
    enrollment: UUID
    run: UUID
    part: str
