"""Mending: what is not what was written is named and set aside, and the rest goes on being served."""

from datetime import datetime
from pathlib import Path
from typing import Any

from xingtan.eventstore.adapters import books, disk, parquet
from xingtan.eventstore.adapters.books import Aside, Entry

Json = dict[str, Any]


def mend(*, now: datetime) -> list[Aside]:
    """Compare every file with its digest, set aside what differs, and have its day closed again. Returns what it was."""
    return [*_mend_book(books.RAW, "parts", now), *_mend_book(books.MANIFEST, "tables", now)]


def _mend_book(name: str, shelf: str, now: datetime) -> list[Aside]:
    hurt = {
        (what, day, entry.file): reason
        for what, days in books.look(name).get(shelf, {}).items()
        for day, entries in days.items()
        for entry in (Entry(**each) for each in entries)
        if (reason := _reason(entry))
    }
    if not hurt:
        return []
    found = []
    with books.changing(name) as book:
        for (what, day, file), reason in hurt.items():
            there = book[shelf].get(what, {}).get(day, [])
            left = [each for each in there if each["file"] != file]
            if len(left) == len(there):
                continue  # it was replaced while we looked
            rows = sum(each["rows"] for each in there if each["file"] == file)
            _take_out(book, shelf, what, day, left)
            kept = _keep(disk.root() / file)
            found.append(Aside(str(kept.relative_to(disk.root())), file, reason, now.isoformat(), rows))
        book.setdefault("aside", []).extend(books.plain(each) for each in found)
    return found


def _reason(entry: Entry) -> str:
    place = entry.path
    if not place.exists():
        return "The file is gone."
    if not parquet.is_whole(place, entry.bytes):
        return "It is shorter or longer than it was, or no longer what its kind begins and ends with."
    return "" if disk.digest(place) == entry.sha256 else "Its bytes are not those that were written."


def _take_out(book: Json, shelf: str, what: str, day: str, left: list[Json]) -> None:
    if left:
        book[shelf][what][day] = left
    else:
        book[shelf][what].pop(day, None)
    if shelf == "tables":
        # Made again from the parts, by whoever makes it: each day that it may hold is stale.
        for seen in book.get("closed", {}).values():
            if day:
                seen.pop(day, None)
            else:
                seen.clear()


def _keep(place: Path) -> Path:
    kept = disk.root() / "aside" / "-".join(place.relative_to(disk.root()).parts)
    kept.parent.mkdir(exist_ok=True)
    if place.exists():
        place.replace(kept)
    return kept
