"""The lane of film positions in the spool: what was played waits there, on disk, to be added up."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from xingtan.dashboards.rules import Played
from xingtan.kernel import home, spool
from xingtan.kernel.ids import new_uid

LANE = "films"
NAME = "dashboards.film_played"
BYTES_AT_ONCE = 4 << 20


@dataclass(frozen=True, slots=True)
class Line:
    """What one visit played of one film."""

    run: UUID
    key: str
    minutes: list[Played]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Whole lines of one file, and where they end."""

    file: str
    end: int
    lines: list[Line]


def put(*, run: UUID, key: str, minutes: list[Played], now: datetime) -> None:
    """Keep what was played; it is on disk when this returns. No person is in it."""
    body = {"run": str(run), "key": key, "minutes": [[each.minute, each.plays, each.again] for each in minutes]}
    spool.append(LANE, [{"id": str(new_uid()), "at": now.isoformat(), "name": NAME, "version": 1, "body": body}])


def stretches(file: str, offset: int) -> Iterator[Stretch]:
    """Give what lies after the mark, file by file, in the order it was written."""
    for place in _files():
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
                yield Stretch(place.name, start, [each for raw in data[:whole].splitlines() if (each := _line(raw))])


def _files() -> list[Path]:
    return sorted(home.path("spool", "x").parent.glob(f"{LANE}-????-??-??.jsonl"))


def _line(raw: bytes) -> Line | None:
    try:
        said = json.loads(raw)["body"]
        return Line(UUID(said["run"]), str(said["key"]), [Played(*map(int, each)) for each in said["minutes"]])
    except (ValueError, KeyError, TypeError):
        return None
