"""Closed tables: files by day that count from one moment on, and which closer has seen what."""

import contextlib
import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from xingtan.eventstore.adapters import books, disk, parquet, parts
from xingtan.eventstore.adapters.books import WITHOUT_DAY, Entry
from xingtan.eventstore.registry import Closer, in_order

if TYPE_CHECKING:
    import pyarrow as pa

ROLLUPS = "rollups"
PLACES = {ROLLUPS: "rollups"}


@dataclass(slots=True)
class Switch:
    """Files that were written and count together, at the end."""

    puts: list[tuple[str, str, Entry | None]] = field(default_factory=list)
    closed: dict[str, dict[str, int]] = field(default_factory=dict)


_open = threading.local()


@contextmanager
def switching() -> Iterator[Switch]:
    """Let all tables put inside count at once, when this ends without an error."""
    if getattr(_open, "switch", None) is not None:
        yield _open.switch
        return
    _open.switch = Switch()
    try:
        yield _open.switch
        _record(_open.switch)
    finally:
        _open.switch = None


def put_table(table: str, day: date | None, file: "Path | pa.Table") -> Path:
    """Put a file or an Arrow table in the place of what the table held, or held of the day. Returns where it lies.

    :raises StoreIsFull: if there is no room
    """
    with switching() as switch:
        entry = _write(table, day, file)
        switch.puts.append((table, day.isoformat() if day else WITHOUT_DAY, entry))
        return entry.path


def drop_table(table: str, day: date | None) -> None:
    """Let a table hold nothing, or nothing of this day."""
    with switching() as switch:
        switch.puts.append((table, day.isoformat() if day else WITHOUT_DAY, None))


def of(table: str, days: Iterable[date] | None = None) -> list[Entry]:
    """Give the files of a table, by day."""
    found = books.look(books.MANIFEST).get("tables", {}).get(table, {})
    asked = sorted(found) if days is None else sorted({each.isoformat() for each in days} & set(found))
    return [Entry(**each) for day in asked for each in found[day]]


def stale(closer: Closer) -> list[date]:
    """Name the days about which this closer has not heard the last."""
    seen = books.look(books.MANIFEST).get("closed", {}).get(closer.name, {})
    newest = parts.changed(closer)
    return sorted(date.fromisoformat(day) for day, at in newest.items() if at > seen.get(day, 0))


def stale_days() -> list[date]:
    """Name the days that must be closed again; where nobody closes, those of which there are parts."""
    closers = in_order()
    if not closers:
        return parts.days()
    return sorted({day for closer in closers for day in stale(closer)})


def _write(table: str, day: date | None, file: "Path | pa.Table") -> Entry:
    folder = disk.root() / (PLACES.get(table) or f"tables/{table}")
    if day:
        folder /= f"day={day.isoformat()}"
    closing = uuid4().hex[:16]
    suffix = file.suffix if isinstance(file, Path) else ".parquet"
    place = folder / f"{closing}{suffix}"
    if isinstance(file, Path):
        rows = parquet.rows_of(file)
        disk.move(file, place)
    else:
        rows = file.num_rows
        parquet.write(place, file)
    return Entry(str(place.relative_to(disk.root())), rows, place.stat().st_size, disk.digest(place), closing)


def _record(switch: Switch) -> None:
    if not switch.puts and not switch.closed:
        return
    with books.changing(books.MANIFEST) as book:
        tables = book.setdefault("tables", {})
        for table, day, entry in switch.puts:
            days = tables.setdefault(table, {})
            for replaced in days.get(day, []):
                _touch(disk.root() / replaced["file"])
            if entry is None:
                days.pop(day, None)
            else:
                days[day] = [books.plain(entry)]
        for closer, seen in switch.closed.items():
            book.setdefault("closed", {}).setdefault(closer, {}).update(seen)


def _touch(place: Path) -> None:
    """Say that it was read until now: somebody may be at it, so it is deleted an hour from now."""
    with contextlib.suppress(FileNotFoundError):
        os.utime(place)
