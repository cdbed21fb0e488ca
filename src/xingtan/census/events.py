"""What the census announces."""

from dataclasses import dataclass
from uuid import UUID

from xingtan.kernel.events import Event, event


@event("census.revision_frozen")
@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionFrozen(Event):
    """A table was frozen under a number; it is public once its embargo has ended."""

    publication: UUID
    number: int
    why: str
    sha256: str


@event("census.revision_withdrawn")
@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionWithdrawn(Event):
    """A revision should not be used any longer."""

    publication: UUID
    number: int


@event("census.draft_asked")
@dataclass(frozen=True, slots=True, kw_only=True)
class DraftAsked(Event):
    """A table is counted to be looked at before it is frozen."""

    publication: UUID


@event("census.draft_discarded")
@dataclass(frozen=True, slots=True, kw_only=True)
class DraftDiscarded(Event):
    """What was counted to be looked at was not frozen."""

    publication: UUID
