"""What attendance announces. A session held is one lesson (teaching says so); a person present is one attendance."""

from dataclasses import dataclass
from uuid import UUID

from xingtan.kernel.events import Event, event


@event("attendance.attended")
@dataclass(frozen=True, slots=True, kw_only=True)
class Attended(Event):
    """A person was at a session: one attendance of the census. Said once for each person and session.

    The actor is the person who attended.
    """

    session: UUID
    run: UUID
    status: str
    is_on_site: bool


@event("attendance.corrected")
@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected(Event):
    """Something else stands than was announced; whether it is an attendance now, stands in it.

    The actor is who said so of those who lead the session; there is none where signs that came later said so.
    """

    session: UUID
    run: UUID
    person: UUID
    was: str
    becomes: str
    is_attended: bool


@event("attendance.round_opened")
@dataclass(frozen=True, slots=True, kw_only=True)
class RoundOpened(Event):
    """A check-in or check-out of a session was opened."""

    session: UUID
    round: UUID
    way: str


@event("attendance.round_closed")
@dataclass(frozen=True, slots=True, kw_only=True)
class RoundClosed(Event):
    """A check-in or check-out was closed: nothing that arrives later counts."""

    session: UUID
    round: UUID
    people: int


@event("attendance.excuse_asked")
@dataclass(frozen=True, slots=True, kw_only=True)
class ExcuseAsked(Event):
    """A student asked to be excused from a session."""

    session: UUID
    run: UUID


@event("attendance.excuse_decided")
@dataclass(frozen=True, slots=True, kw_only=True)
class ExcuseDecided(Event):
    """Somebody who leads the session decided about an excuse."""

    session: UUID
    run: UUID
    person: UUID
    is_granted: bool


@event("attendance.terms_set")
@dataclass(frozen=True, slots=True, kw_only=True)
class TermsSet(Event):
    """A class said what counts as present from now on."""

    run: UUID
    asks: str
    share_percent: int
