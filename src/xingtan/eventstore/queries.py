"""What lies in the store."""

import json
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from xingtan.eventstore.adapters import aside as put_aside
from xingtan.eventstore.adapters import batches, books, disk, lanes, parquet, tables
from xingtan.eventstore.adapters import parts as raw
from xingtan.eventstore.adapters.books import Aside, Entry
from xingtan.eventstore.registry import in_order


def files(table: str, days: Iterable[date] | None = None) -> list[Path]:
    """Give the files of a closed table that count now, oldest day first; a file that is hurt is left out.

    :param days: only of these days; None is all, and tables without days
    """
    return [each.path for each in tables.of(table, days) if parquet.is_whole(each.path, each.bytes)]


def parts(family: str, day: date | None = None) -> list[Path]:
    """Give the raw parts of a family, of one day or of all."""
    found = raw.of(family, None if day is None else [day])
    return [each.path for each in found if parquet.is_whole(each.path, each.bytes)]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A family or a table: how much there is of it."""

    name: str
    files: int
    rows: int
    bytes: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Size:
    """How large the store is, and what waits to come in."""

    place: str
    bytes: int
    free_bytes: int
    waiting_bytes: int
    parts: list[Shelf]
    tables: list[Shelf]
    stale_days: int
    shipped_at: datetime | None
    closed_at: datetime | None


def size() -> Size | None:
    """Measure the store; None if nothing ever came."""
    raw_book, manifest = books.look(books.RAW), books.look(books.MANIFEST)
    if not raw_book and not manifest:
        return None
    kept = [_shelf(name, days) for name, days in sorted(raw_book.get("parts", {}).items())]
    closed = [_shelf(name, days) for name, days in sorted(manifest.get("tables", {}).items())]
    return Size(
        str(disk.root()),
        sum(each.bytes for each in (*kept, *closed)),
        shutil.disk_usage(disk.root()).free,
        waiting_bytes(),
        kept,
        closed,
        len(tables.stale_days()) if in_order() else 0,
        _at("shipped"),
        _at("closed"),
    )


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The store at one moment: its books, and the files they name."""

    books: dict[str, bytes]
    entries: list[Entry]


def snapshot() -> Snapshot:
    """Give what a backup must hold; the files stay for an hour at least, whatever replaces them."""
    found = {}
    for name in (books.MANIFEST, books.RAW):
        with suppress(FileNotFoundError):
            found[name] = (disk.root() / name).read_bytes()
    entries = [
        Entry(**entry)
        for name, shelf in ((books.MANIFEST, "tables"), (books.RAW, "parts"))
        for days in json.loads(found.get(name, b"{}")).get(shelf, {}).values()
        for of_day in days.values()
        for entry in of_day
    ]
    return Snapshot(found, entries)


def waiting_bytes() -> int:
    """Count the bytes of the spool that were not shipped yet."""
    marks = books.look(books.RAW).get("marks", {})
    of_lanes = sum(lanes.waiting(lane, tuple(marks.get(lane, ("", 0)))) for lane in lanes.lanes())
    return of_lanes + sum(each.path.stat().st_size for each in batches.waiting())


def has_stale_days() -> bool:
    """Test whether somebody must close something."""
    return bool(in_order()) and bool(tables.stale_days())


@dataclass(frozen=True, slots=True)
class UnderWay:
    """What is not in the figures yet.

    :param days: of which something is known that was not counted
    :param done: steps of the closing that is at work now, of ``total``; both 0 where none is
    :param first: the earliest of the days: all before it are counted whole
    """

    days: int
    done: int
    total: int
    first: date


def under_way() -> UnderWay | None:
    """Tell what waits to be counted, and how far counting is; None where all is counted."""
    closers = [each for each in in_order() if each.by_day]
    days = {day for closer in closers for day in tables.stale(closer)}
    done, total = books.progress("closing") or (0, 0)
    return UnderWay(len(days), done, total, min(days)) if days else None


def has_people_to_forget() -> bool:
    """Test whether somebody who was erased is still named."""
    return bool(books.look("forgetting.json").get("people"))


def troubles() -> list[tuple[str, str]]:
    """Say what is wrong with the store, and how to mend it."""
    hurt = [
        each.file
        for shelf in (books.look(books.RAW).get("parts", {}), books.look(books.MANIFEST).get("tables", {}))
        for days in shelf.values()
        for entries in days.values()
        for each in (Entry(**entry) for entry in entries)
        if not parquet.is_whole(each.path, each.bytes)
    ]
    found = [
        (f"{file} in the event store is not what was written; the rest is served.", "/store/: look through every file")
        for file in hurt
    ]
    corrupted = [each for each in put_aside.everything() if not each.file.endswith(".jsonl")]
    if corrupted:
        what = f"{len(corrupted)} files of the event store were set aside: {corrupted[0].was} and others."
        found.append((what, "Bring them back from a backup, or live without them: /store/ says what was in them."))
    return found


def _shelf(name: str, days: dict[str, list[dict[str, Any]]]) -> Shelf:
    entries = [each for of_day in days.values() for each in of_day]
    dated = sorted(day for day in days if day)
    return Shelf(
        name,
        len(entries),
        sum(each["rows"] for each in entries),
        sum(each["bytes"] for each in entries),
        dated[0] if dated else "",
        dated[-1] if dated else "",
    )


def _at(what: str) -> datetime | None:
    place = disk.root() / f".{what}.at"
    return datetime.fromtimestamp(place.stat().st_mtime, UTC) if place.exists() else None


def aside() -> list[Aside]:
    """Give what was set aside, newest first."""
    return put_aside.everything()
