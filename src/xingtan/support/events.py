"""What support announces."""

from dataclasses import dataclass
from uuid import UUID

from xingtan.kernel.events import Event, event


@event("support.ticket_opened")
@dataclass(frozen=True, slots=True, kw_only=True)
class TicketOpened(Event):
    """Somebody asked a question or reported a problem."""

    ticket: UUID
    kind: str
    language: str


@event("support.ticket_answered")
@dataclass(frozen=True, slots=True, kw_only=True)
class TicketAnswered(Event):
    """Somebody who helps answered."""

    ticket: UUID
    is_first: bool


@event("support.ticket_closed")
@dataclass(frozen=True, slots=True, kw_only=True)
class TicketClosed(Event):
    """Nothing more is to be done."""

    ticket: UUID
