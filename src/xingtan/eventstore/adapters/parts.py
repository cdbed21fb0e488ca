"""Raw parts: put in by day and segment, exactly once by name; and what changed since it was closed."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xingtan.eventstore.adapters import books, disk, parquet
from xingtan.eventstore.adapters.books import Entry
from xingtan.eventstore.registry import Closer

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(slots=True)
class Shipment:
    """Parts that were written and count once the shipment ends, with how far the spool was read."""

    parts: list[tuple[str, str, Entry]] = field(default_factory=list)
    marks: dict[str, Any] = field(default_factory=dict)
    aside: list[dict[str, Any]] = field(default_factory=list)

    def put(self, family: str, day: date, segment: str, made: "pa.Table | Path") -> None:
        """Write a part."""
        self.parts.append((family, day.isoformat(), write(family, day, segment, made)))


@contextmanager
def shipping() -> Iterator[Shipment]:
    """Collect parts; all count together, or none."""
    shipment = Shipment()
    yield shipment
    record(shipment)


def put_part(family: str, day: date, segment: str, made: "pa.Table | Path") -> None:
    """Put a part, in the place of the one of the same segment.

    :raises StoreIsFull: if there is no room
    :raises NoSuchFamily: if there is no such family
    """
    with shipping() as shipment:
        shipment.put(family, day, segment, made)


def write(family: str, day: date, segment: str, made: "pa.Table | Path") -> Entry:
    """Write a part without counting it yet."""
    place = disk.root() / "raw" / family / f"day={day.isoformat()}" / f"{segment}.parquet"
    if isinstance(made, Path):
        parquet.schema_of(family)
        rows = parquet.rows_of(made)
        disk.move(made, place)
    else:
        fitted = parquet.fitted(family, made)
        rows = fitted.num_rows
        parquet.write(place, fitted)
    return Entry(str(place.relative_to(disk.root())), rows, place.stat().st_size, disk.digest(place), segment)


def record(shipment: Shipment) -> None:
    """Write into the book what came, in one step."""
    with books.changing(books.RAW) as book:
        changed = book["counter"] = book.get("counter", 0) + 1
        parts = book.setdefault("parts", {})
        merged = book.get("merged", {})
        for family, day, entry in shipment.parts:
            if entry.segment in merged.get(family, {}).get(day, ()):
                continue  # it is a part of a larger one already
            there = parts.setdefault(family, {}).setdefault(day, [])
            there[:] = [each for each in there if each["segment"] != entry.segment] + [books.plain(entry)]
            book.setdefault("changed", {}).setdefault(family, {})[day] = changed
        book.setdefault("marks", {}).update(shipment.marks)
        book.setdefault("aside", []).extend(shipment.aside)


def of(family: str, days: Iterable[date] | None = None) -> list[Entry]:
    """Give the parts of a family, by day and segment."""
    found = books.look(books.RAW).get("parts", {}).get(family, {})
    asked = sorted(found) if days is None else sorted({each.isoformat() for each in days} & set(found))
    return [Entry(**each) for day in asked for each in sorted(found[day], key=lambda each: str(each["segment"]))]


def counted_files() -> set[str]:
    """Name every file that counts, of parts and of tables."""
    shelves = (books.look(books.RAW).get("parts", {}), books.look(books.MANIFEST).get("tables", {}))
    return {
        each["file"]
        for shelf in shelves
        for by_day in shelf.values()
        for entries in by_day.values()
        for each in entries
    }


def days(*families: str) -> list[date]:
    """Name the days of which there are parts."""
    book = books.look(books.RAW).get("parts", {})
    asked: Sequence[str] = families or sorted(book)
    return sorted({date.fromisoformat(day) for family in asked for day in book.get(family, {})})


def counter() -> int:
    """Say how often something came."""
    return int(books.look(books.RAW).get("counter", 0))


def changed(closer: Closer) -> dict[str, int]:
    """Say of each day when something came last in any of its families, or when the day was reopened."""
    book = books.look(books.RAW)
    newest: dict[str, int] = {}
    for shelf in ("changed", "reopened") if closer.hears_reopened else ("changed",):
        for family in closer.families:
            for day, at in book.get(shelf, {}).get(family, {}).items():
                newest[day] = max(at, newest.get(day, 0))
    return newest


def reopen(family: str, days: Iterable[date]) -> None:
    """Write into the book that what was said of a family on these days is to be read again."""
    told = sorted({each.isoformat() for each in days})
    if told:
        with books.changing(books.RAW) as book:
            counter = book["counter"] = book.get("counter", 0) + 1
            book.setdefault("reopened", {}).setdefault(family, {}).update(dict.fromkeys(told, counter))
