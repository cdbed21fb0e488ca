"""What rooms above plug in: a person's standing with them, their data, how it is emptied, whom a university knows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

# The model stands on a higher shelf than this one.
Person: TypeAlias = Any

F = TypeVar("F", bound=Callable[..., Any])

Exporter = Callable[[Person], dict[str, Any]]
"""Gives all that a room keeps about a person, as JSON values; keys are words a person understands."""

Eraser = Callable[[Person], None]
"""Empties all that a room keeps about a person. Safe to repeat."""


@dataclass(frozen=True, slots=True)
class Known:
    """Whom a university's own lists mean by a number.

    :param person: their key; None where the lists mean several
    :param is_theirs: the account was opened by these lists, and no other university's name this person
    """

    person: int | None
    is_theirs: bool = False


Knower = Callable[[str, str, str], Known | None]
"""Tells whom the lists of a university (its slug) mean by a number; at last, whether by their own id of a person."""

exporters: dict[str, Exporter] = {}
erasers: dict[str, Eraser] = {}
knowers: dict[str, Knower] = {}
_standings: dict[str, Callable[[Person], Any]] = {}


def exports(room: str) -> Callable[[F], F]:
    """Register the room's exporter."""
    return _into(exporters, room)


def erases(room: str) -> Callable[[F], F]:
    """Register the room's eraser. Erasers run from the top floor down."""
    return _into(erasers, room)


def knows(room: str) -> Callable[[F], F]:
    """Register who tells whom a university's lists mean by a number that its sign-in names."""
    return _into(knowers, room)


def standing(room: str) -> Callable[[F], F]:
    """Register what loads a person's roles in this room; read as ``person.standing.<room>``."""
    return _into(_standings, room)


def _into(register: dict[str, Any], room: str) -> Callable[[F], F]:
    def registered(function: F) -> F:
        register[room] = function
        return function

    return registered


class Standing:
    """A person's roles, room by room, each loaded once and when first asked for."""

    def __init__(self, person: Person) -> None:
        self._person = person

    def __getattr__(self, room: str) -> Any:
        try:
            load = _standings[room]
        except KeyError:
            raise AttributeError(room) from None
        found = load(self._person)
        self.__dict__[room] = found
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(_standings)
