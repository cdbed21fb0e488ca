"""Compaction: many small parts of a day become one, what is no longer counted is deleted, old traces go."""

import contextlib
import hashlib
import os
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from xingtan.eventstore.adapters import books, disk, parquet, parts
from xingtan.eventstore.adapters.books import Entry
from xingtan.eventstore.config import store

SMALL_PARTS = 8
SMALL_BYTES = 64 << 20
GRACE_SECONDS = 3600
COUNTED_FOLDERS = ("raw", "tables", "rollups")


@dataclass(slots=True)
class Tidied:
    """What tidying did."""

    merged: int = 0
    deleted: int = 0


def tidy(*, now: datetime) -> Tidied:
    """Merge small parts, forget old traces, and delete what is in no book and was not touched for an hour."""
    done = Tidied()
    with books.trying("tidying") as alone:
        if not alone:
            return done
        _forget_traces(now)
        for family, days in books.look(books.RAW).get("parts", {}).items():
            for day, entries in days.items():
                small = [Entry(**each) for each in entries if each["bytes"] < SMALL_BYTES]
                if len(small) >= SMALL_PARTS:
                    done.merged += _merge(family, day, small)
        done.deleted = disk.sweep() + _delete_uncounted()
    return done


def _merge(family: str, day: str, small: list[Entry]) -> int:
    whole = [each for each in small if parquet.is_whole(each.path, each.bytes)]
    segments = sorted(each.segment for each in whole)
    name = "merged-" + hashlib.sha256("\n".join(segments).encode()).hexdigest()[:16]
    place = disk.root() / "raw" / family / f"day={day}" / f"{name}.parquet"
    rows = parquet.merge(place, [each.path for each in sorted(whole, key=lambda each: each.segment)])
    made = Entry(str(place.relative_to(disk.root())), rows, place.stat().st_size, disk.digest(place), name)
    files = {each.file for each in whole}
    with books.changing(books.RAW) as book:
        there = book["parts"][family][day]
        if not files <= {each["file"] for each in there}:
            return 0  # one of them was replaced meanwhile: the next time
        there[:] = [each for each in there if each["file"] not in files] + [books.plain(made)]
        # By name, so that none of them is put in again beside what it became.
        known = book.setdefault("merged", {}).setdefault(family, {}).setdefault(day, [])
        known.extend(each for each in segments if not each.startswith("merged-"))
    for each in whole:
        os.utime(each.path)
    return len(whole)


def _forget_traces(now: datetime) -> None:
    oldest = (now - timedelta(days=store.traces_days)).date().isoformat()
    old = [day for day in books.look(books.RAW).get("parts", {}).get("traces", {}) if day < oldest]
    if old:
        with books.changing(books.RAW) as book:
            for day in old:
                book["parts"]["traces"].pop(day, None)
                book.get("changed", {}).get("traces", {}).pop(day, None)
                book.get("merged", {}).get("traces", {}).pop(day, None)


def _delete_uncounted() -> int:
    root, moment = disk.root(), time.time()
    # Looked for first: what is counted after this is newer than what may be deleted.
    there = [each for folder in COUNTED_FOLDERS for each in (root / folder).rglob("*") if each.is_file()]
    counted = {root / each for each in parts.counted_files()}
    gone = [each for each in there if each not in counted and moment - disk.touched_at(each, moment) > GRACE_SECONDS]
    for each in gone:
        each.unlink(missing_ok=True)
        _drop_empty(each.parent)
    return len(gone)


def _drop_empty(folder: Path) -> None:
    # Another process may have written into it, or taken it away, a moment ago.
    with contextlib.suppress(OSError):
        if folder.name.startswith("day="):
            folder.rmdir()
