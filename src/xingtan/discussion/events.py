"""What discussion announces."""

from dataclasses import dataclass
from uuid import UUID

from xingtan.kernel.events import Event, event


@event("discussion.asked")
@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Event):
    """Somebody asked a question on a unit."""

    run: UUID
    thread: UUID
    unit: str


@event("discussion.posted")
@dataclass(frozen=True, slots=True, kw_only=True)
class Posted(Event):
    """Somebody answered a question."""

    run: UUID
    thread: UUID
    post: UUID


@event("discussion.reported")
@dataclass(frozen=True, slots=True, kw_only=True)
class Reported(Event):
    """Somebody says that words should not stand here."""

    run: UUID
    thread: UUID


@event("discussion.hidden")
@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden(Event):
    """Words were taken out of sight, or shown again."""

    run: UUID
    thread: UUID
    is_hidden: bool
