"""What matching announces."""

from dataclasses import dataclass
from uuid import UUID

from xingtan.kernel.events import Event, event


@event("matching.decided")
@dataclass(frozen=True, slots=True, kw_only=True)
class Decided(Event):
    """Somebody said whether two entries are one course."""

    proposal: UUID
    decision: UUID
    is_same: bool


@event("matching.undone")
@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionUndone(Event):
    """A decision no longer stands."""

    proposal: UUID
    decision: UUID
