"""What jobs announce."""

from dataclasses import dataclass
from uuid import UUID

from xingtan.kernel.events import Event, event


@event("jobs.started")
@dataclass(frozen=True, slots=True, kw_only=True)
class JobStarted(Event):
    """Somebody asked for long work."""

    job: UUID
    kind: str


@event("jobs.ended")
@dataclass(frozen=True, slots=True, kw_only=True)
class JobEnded(Event):
    """The work is done, failed or was cancelled."""

    job: UUID
    kind: str
    status: str
