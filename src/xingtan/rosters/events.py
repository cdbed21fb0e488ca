"""What rosters announce."""

from dataclasses import dataclass
from uuid import UUID

from xingtan.kernel.events import Event, event


@event("rosters.looked_through")
@dataclass(frozen=True, slots=True, kw_only=True)
class LookedThrough(Event):
    """A roster was read, and it is known what it would change; nothing was changed."""

    roster: UUID
    errors: int
    warnings: int


@event("rosters.taken_in")
@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn(Event):
    """What a roster says is so here now."""

    roster: UUID
    added: int
    changed: int
    gone: int


@event("rosters.doubt_decided")
@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtDecided(Event):
    """Somebody decided whose account a person of a roster has."""

    roster: UUID


@event("rosters.welcomed")
@dataclass(frozen=True, slots=True, kw_only=True)
class Welcomed(Event):
    """Those who got an account from a roster were told so, because the registrar wanted it."""

    roster: UUID
    people: int
