"""Lanes of the spool that are added up here: which minutes of films were played, and which units were opened."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Generic, TypeVar
from uuid import UUID

from xingtan.dashboards.rules import Played
from xingtan.kernel import home, spool
from xingtan.kernel.ids import new_uid
from xingtan.learning import public as learning

FILMS = "films"
VIEWS = learning.VIEWS
NAME = "dashboards.film_played"
BYTES_AT_ONCE = 4 << 20

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Line:
    """What one visit played of one film."""

    run: UUID
    key: str
    minutes: list[Played]


@dataclass(frozen=True, slots=True)
class View:
    """Somebody came to a unit, from another of the same run, or from outside."""

    run: UUID
    unit: str
    before: str


@dataclass(frozen=True, slots=True)
class Stretch(Generic[T]):
    """Whole lines of one file, and where they end."""

    file: str
    end: int
    lines: list[T]


def put(*, run: UUID, key: str, minutes: list[Played], now: datetime) -> None:
    """Keep what was played; it is on disk when this returns. No person is in it."""
    body = {"run": str(run), "key": key, "minutes": [[each.minute, each.plays, each.again] for each in minutes]}
    spool.append(FILMS, [{"id": str(new_uid()), "at": now.isoformat(), "name": NAME, "version": 1, "body": body}])


def stretches_of_films(file: str, offset: int) -> Iterator[Stretch[Line]]:
    """Give what was played after the mark, file by file, in the order it was written."""
    return _stretches(FILMS, file, offset, _line)


def stretches_of_views(file: str, offset: int) -> Iterator[Stretch[View]]:
    """Give which units were opened after the mark."""
    return _stretches(VIEWS, file, offset, _view)


def first_waiting(lane: str, file: str, offset: int) -> datetime | None:
    """Tell when the first line after the mark was written; None where all is added up, or it does not say."""
    for place in _files(lane):
        if place.name < file:
            continue
        with place.open("rb") as read:
            read.seek(offset if place.name == file else 0)
            if raw := read.readline():
                return _moment(raw)
    return None


def _moment(raw: bytes) -> datetime | None:
    try:
        found = datetime.fromisoformat(json.loads(raw)["at"])
    except (ValueError, KeyError, TypeError):
        return None
    return found if found.tzinfo else None


def _stretches(lane: str, file: str, offset: int, read_line: Callable[[bytes], T | None]) -> Iterator[Stretch[T]]:
    for place in _files(lane):
        if place.name < file:
            continue
        start = offset if place.name == file else 0
        end = spool.settled(place)
        with place.open("rb") as read:
            read.seek(start)
            while start < end:
                data = read.read(min(BYTES_AT_ONCE, end - start))
                whole = data.rfind(b"\n") + 1
                if not whole:
                    break  # half a line; the next append ends it
                start += whole
                read.seek(start)
                lines = (read_line(raw) for raw in data[:whole].splitlines())
                yield Stretch(place.name, start, [each for each in lines if each is not None])


def _files(lane: str) -> list[Path]:
    return sorted(home.path("spool", "x").parent.glob(f"{lane}-????-??-??.jsonl"))


def _line(raw: bytes) -> Line | None:
    try:
        said: dict[str, Any] = json.loads(raw)["body"]
        return Line(UUID(said["run"]), str(said["key"]), [Played(*map(int, each)) for each in said["minutes"]])
    except (ValueError, KeyError, TypeError):
        return None


def _view(raw: bytes) -> View | None:
    try:
        said: dict[str, Any] = json.loads(raw)["body"]
        return View(UUID(said["run"]), str(said["unit"])[:200], str(said["before"])[:200])
    except (ValueError, KeyError, TypeError):
        return None
