"""What people announce."""

from dataclasses import dataclass
from uuid import UUID

from xingtan.kernel.events import Event, event


@event("people.joined")
@dataclass(frozen=True, slots=True, kw_only=True)
class Joined(Event):
    """Somebody opened an account."""

    person: UUID


@event("people.emptied")
@dataclass(frozen=True, slots=True, kw_only=True)
class Emptied(Event):
    """A person's account was erased: every room has emptied what it kept."""

    person: UUID


@event("people.described")
@dataclass(frozen=True, slots=True, kw_only=True)
class Described(Event):
    """A person changed their name, language or time zone."""

    person: UUID


@event("people.key_made")
@dataclass(frozen=True, slots=True, kw_only=True)
class KeyMade(Event):
    """A person made a key for a program."""

    person: UUID


@event("people.key_dropped")
@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDropped(Event):
    """A person ended a key."""

    person: UUID


@event("people.sign_in_joined")
@dataclass(frozen=True, slots=True, kw_only=True)
class SignInJoined(Event):
    """A university's sign-in opens, by the number its lists name, the account that these lists opened."""

    person: UUID
