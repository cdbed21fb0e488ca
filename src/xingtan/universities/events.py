"""What universities announce."""

from dataclasses import dataclass
from uuid import UUID

from xingtan.kernel.events import Event, event


@event("universities.joined")
@dataclass(frozen=True, slots=True, kw_only=True)
class UniversityJoined(Event):
    """A university joined the consortium."""


@event("universities.role_given")
@dataclass(frozen=True, slots=True, kw_only=True)
class RoleGiven(Event):
    """A person now serves a university, or the consortium."""

    person: UUID
    role: str


@event("universities.role_withdrawn")
@dataclass(frozen=True, slots=True, kw_only=True)
class RoleWithdrawn(Event):
    """A person no longer serves so."""

    person: UUID
    role: str
