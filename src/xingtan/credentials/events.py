"""What credentials announce."""

from dataclasses import dataclass
from uuid import UUID

from xingtan.kernel.events import Event, event


@event("credentials.awarded")
@dataclass(frozen=True, slots=True, kw_only=True)
class Awarded(Event):
    """Somebody earned a certificate."""

    award: UUID
    enrollment: UUID
    course: UUID


@event("credentials.renamed")
@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed(Event):
    """A certificate now carries its holder's present name."""

    award: UUID


@event("credentials.revoked")
@dataclass(frozen=True, slots=True, kw_only=True)
class Revoked(Event):
    """A certificate no longer holds."""

    award: UUID
