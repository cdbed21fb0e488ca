"""Events: what happened, announced in the same transaction as the deed, heard by rooms above.

A fact is a frozen dataclass with uids and JSON values only. ``emit`` stores it; the relay
(``kernel.relay``) hands it to listeners afterwards, at least once, so listeners are idempotent.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, ClassVar, Generic, TypeVar, cast, get_type_hints
from uuid import UUID

E = TypeVar("E", bound="Event")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened. Subclasses add uids and JSON values, never free text about a person."""

    name: ClassVar[str] = ""
    version: ClassVar[int] = 1

    actor: UUID | None = None
    university: UUID | None = None


@dataclass(frozen=True, slots=True)
class Heard(Generic[E]):
    """An event in its envelope."""

    id: UUID
    at: datetime
    event: E


@dataclass(frozen=True, slots=True)
class Listener:
    """A function of some room, and the events it hears."""

    name: str
    events: tuple[str, ...]
    hear: Callable[[list[Any]], object]
    envelope: bool


known: dict[str, type[Event]] = {}
listeners: dict[str, Listener] = {}


def event(name: str, *, version: int = 1) -> Callable[[type[E]], type[E]]:
    """Give the event its name on the wire, ``room.noun_past``. The meaning of a name never changes."""

    def named(cls: type[E]) -> type[E]:
        if name in known and known[name].__qualname__ != cls.__qualname__:
            raise ValueError(f"two events are called {name}")
        cls.name, cls.version = name, version
        known[name] = cls
        return cls

    return named


def hears(
    *classes: type[Event], envelope: bool = False
) -> Callable[[Callable[[list[Any]], T]], Callable[[list[Any]], T]]:
    """Register a listener, which takes a list of these events in the order they happened.

    :param envelope: hand over ``Heard`` (id, moment, event) instead of the bare event
    """

    def registered(hear: Callable[[list[Any]], T]) -> Callable[[list[Any]], T]:
        name = f"{hear.__module__.removeprefix('xingtan.').removesuffix('.listeners')}.{hear.__name__}"
        listeners[name] = Listener(name, tuple(cls.name for cls in classes), hear, envelope)
        return hear

    return registered


def emit(happened: Event) -> None:
    """Announce what happened: stored with the deed, heard after it."""
    emit_many([happened])


def emit_many(happened: Sequence[Event]) -> None:
    """Announce many things at once, in one insert."""
    from xingtan.kernel import outbox  # noqa: PLC0415 - models exist only once apps are loaded

    outbox.store([(each.name, each.version, to_json(each)) for each in happened])


def to_json(happened: Event) -> dict[str, Any]:
    """Give the event's fields as JSON values."""
    cls: Any = type(happened)  # a class is hashable, whatever its dataclass says of its instances
    return {name: _plain(getattr(happened, name)) for name in _names(cls)}


def from_json(name: str, body: dict[str, Any]) -> Event:
    """Make the event again from what was stored.

    :raises KeyError: if no event has this name
    """
    cls = known[name]
    hints = _hints(name)
    values = {key: _rich(value, hints[key]) for key, value in body.items() if key in hints}
    return cast(Event, cast(Any, cls)(**values))


@cache
def _hints(name: str) -> dict[str, Any]:
    cls = known[name]
    names = {each.name for each in fields(cls)}
    return {key: hint for key, hint in get_type_hints(cls).items() if key in names}


@cache
def _names(cls: type[Event]) -> tuple[str, ...]:
    return tuple(each.name for each in fields(cls))


def _plain(value: object) -> object:
    if type(value) is UUID:  # most are, and a roster announces a hundred thousand
        return str(value)
    match value:
        case UUID() | Decimal():
            return str(value)
        case datetime() | date():
            return value.isoformat()
        case list() | tuple():
            return [_plain(each) for each in value]
        case _ if is_dataclass(value):
            raise TypeError("an event holds plain values, not objects")
        case _:
            return value


def _rich(value: Any, hint: Any) -> object:
    kinds = getattr(hint, "__args__", (hint,))
    if value is None:
        return None
    if isinstance(value, list):
        inner = next((kind for kind in kinds if kind is not type(None) and kind is not Ellipsis), str)
        inner = getattr(inner, "__args__", (inner,))[0]
        made = [_rich(each, inner) for each in value]
        return tuple(made) if getattr(hint, "__origin__", None) is tuple else made
    for kind, make in _MAKERS.items():
        if kind in kinds:
            return make(cast(str, value))
    return value


_MAKERS: dict[type, Callable[[str], object]] = {
    UUID: UUID,
    Decimal: Decimal,
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
}
