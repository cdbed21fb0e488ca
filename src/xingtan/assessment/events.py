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
