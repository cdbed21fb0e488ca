"""What rooms above plug in: how a day is closed, and what shipping asks about sessions and runs.

A *closer* makes tables from parts. It is called with a ``Closing`` for every day about which something new is
known in its families; or, with ``by_day=False``, once for all of them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol, TypeAlias
from uuid import UUID

# An Arrow table: its library is heavy, and loaded by those who count.
Table: TypeAlias = Any


class Closing(Protocol):
    """What a closer works with. What it puts counts from the moment it ends, all at once, or not at all."""

    day: date | None
    days: Sequence[date]

    def parts(self, family: str, day: date | None = None) -> list[Path]:
        """Give the parts of a family: of the day that is closed, or of the day named here."""

    def all_parts(self, family: str) -> list[Path]:
        """Give the parts of a family of every day."""

    def put(self, table: str, file: "Path | Table", *, day: date | None = None) -> None:
        """Put a file (it is moved) or an Arrow table in the place of what the table held, or held of the day."""

    def reopen(self, family: str, days: Iterable[date]) -> None:
        """Have days closed again though nothing new came in this family: what was said of it means something else now."""

    def progress(self, done: int, total: int, sentence: str = "") -> None:
        """Say how far it is."""


@dataclass(frozen=True, slots=True)
class Closer:
    """A function that makes tables from parts.

    :param by_day: called once a day that is stale; else once for all that are
    :param order: those with smaller numbers go first, over all days
    :param hears_reopened: whether days that another closer reopened are stale for this one
    """

    name: str
    families: tuple[str, ...]
    close: Callable[[Closing], object]
    by_day: bool
    order: int
    hears_reopened: bool = True


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """What is counted of a session and stands in no event."""

    starts_at: datetime
    course: UUID | None = None
    enrolled: int = 0


SessionsAsked = Callable[[Iterable[UUID]], dict[UUID, SessionFacts]]
RunsAsked = Callable[[Iterable[UUID]], dict[UUID, UUID]]

closers: dict[str, Closer] = {}
names_in_tables: dict[str, tuple[str, ...]] = {}
_asked: dict[str, Any] = {}


def closer(
    *families: str, by_day: bool = True, order: int = 100, hears_reopened: bool = True
) -> Callable[[Callable[[Closing], object]], Callable[[Closing], object]]:
    """Register a function that makes tables from parts of these families."""

    def registered(close: Callable[[Closing], object]) -> Callable[[Closing], object]:
        name = f"{close.__module__.removeprefix('xingtan.')}.{close.__name__}"
        closers[name] = Closer(name, families, close, by_day, order, hears_reopened)
        return close

    return registered


def in_order() -> list[Closer]:
    """Give the closers in the order they are called."""
    return sorted(closers.values(), key=lambda each: (each.order, each.name))


def names(table: str, *columns: str) -> None:
    """Register columns of a closed table that hold keys of accounts, so that a person can be forgotten there, too."""
    names_in_tables[table] = columns


def sessions(ask: SessionsAsked) -> SessionsAsked:
    """Register what knows when sessions start; without it an attendance lies on the day it was said."""
    _asked["sessions"] = ask
    return ask


def runs(ask: RunsAsked) -> RunsAsked:
    """Register what knows the course of a run; without it the course of a part is 0."""
    _asked["runs"] = ask
    return ask


def facts_of_sessions(uids: Iterable[UUID]) -> dict[UUID, SessionFacts]:
    """Ask about sessions; what nobody knows is left out."""
    ask: SessionsAsked | None = _asked.get("sessions")
    return ask(uids) if ask else {}


def courses_of_runs(uids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Ask for the courses of runs; what nobody knows is left out."""
    ask: RunsAsked | None = _asked.get("runs")
    return ask(uids) if ask else {}
