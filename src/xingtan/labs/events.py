"""What labs announces."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from xingtan.kernel.events import Event, event


@event("labs.trial_finished")
@dataclass(frozen=True, slots=True, kw_only=True)
class TrialFinished(Event):
    """A learner came to the end of an experiment.

    :param score: of this trial, or None where there are no points; the best trial counts
    :param steps: how many things happened in it
    """

    trial: UUID
    enrollment: UUID
    run: UUID
    key: str
    score: Decimal | None = None
    possible: Decimal
    steps: int
