"""Forgetting: a person who was erased is given the name of somebody who never was, wherever the store says theirs."""

import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from xingtan.eventstore import registry, rules
from xingtan.eventstore.adapters import books, disk, lanes, parts
from xingtan.eventstore.adapters.books import Entry
from xingtan.eventstore.adapters.names import Names, rename_lines, renamed_file
from xingtan.kernel import spool

BOOK = "forgetting.json"
REMEMBERED = timedelta(days=1)
"""How long after an erasure a line about the person may still come: until then the two names are known together."""


@dataclass(slots=True)
class Forgotten:
    """What forgetting did."""

    people: int = 0
    files: int = 0


def forget_soon(*, person: UUID, now: datetime) -> None:
    """Note that this person is to be forgotten; it is done with all others at night, as every file is read for it."""
    with books.changing(BOOK) as book:
        book.setdefault("people", {}).setdefault(str(person), {"as": str(uuid4()), "since": now.isoformat()})


def forget(*, now: datetime) -> Forgotten:
    """Rename those who are to be forgotten in every line, part and table; then forget the names, too.

    A kill in the middle is no harm: until the end the same name is given, so it goes on where it was.
    """
    people: dict[str, dict[str, str]] = books.look(BOOK).get("people", {})
    if not people:
        return Forgotten()
    done = Forgotten(len(people))
    names = Names({UUID(old): UUID(told["as"]) for old, told in people.items()})
    # First: whoever restores an older backup erases these again, and will not find their names in the spool.
    spool.append(rules.ERASED, [{"at": now.isoformat(), "who": rules.mark_of_erased(old)} for old in sorted(people)])
    with ExitStack() as held:
        for name in ("shipping", "closing", "tidying"):
            held.enter_context(books.alone(name))
        for place in [*lanes.everything(), *(disk.root() / "aside").glob("*.jsonl")]:
            done.files += bool(rename_lines(place, names))
        for name, shelf, columns in (
            (books.RAW, "parts", rules.NAMES_IN_PARTS),
            (books.MANIFEST, "tables", registry.names_in_tables),
        ):
            for what, named in columns.items():
                done.files += _rename(name, shelf, what, named, names)
        _delete_uncounted(names)
    _forget_names(people, now)
    return done


def _rename(name: str, shelf: str, what: str, columns: tuple[str, ...], names: Names) -> int:
    renamed = 0
    for day, entries in books.look(name).get(shelf, {}).get(what, {}).items():
        for entry in (Entry(**each) for each in entries):
            made = renamed_file(entry.path, columns, names) if entry.path.exists() else None
            if made is None:
                continue
            # A name of its own: until the book says so, the old file is the one that counts.
            place = entry.path.with_name(f"{entry.path.name.partition('.')[0]}.{uuid4().hex[:8]}.parquet")
            disk.move(made, place)
            _replace(name, shelf, (what, day), entry, place)
            entry.path.unlink(missing_ok=True)
            renamed += 1
    return renamed


def _replace(name: str, shelf: str, where: tuple[str, str], old: Entry, place: Path) -> None:
    size, file = place.stat().st_size, str(place.relative_to(disk.root()))
    new = Entry(file, old.rows, size, disk.digest(place), old.segment)
    with books.changing(name) as book:
        there = book[shelf][where[0]][where[1]]
        there[:] = [books.plain(new) if each["file"] == old.file else each for each in there]


def _delete_uncounted(names: Names) -> None:
    """Delete what is in no book and says a name: what was replaced within the hour, and hurt files set aside."""
    counted = {disk.root() / each for each in parts.counted_files()}
    for shelf, columns in (("raw", rules.NAMES_IN_PARTS), ("tables", registry.names_in_tables)):
        for what, named in columns.items():
            left = set((disk.root() / shelf / what).rglob("*.parquet")) - counted
            hurt = (disk.root() / "aside").glob(f"{shelf}-{what}-*.parquet")
            for place in (*left, *hurt):
                if _says_one(place, named, names):
                    place.unlink(missing_ok=True)


def _says_one(place: Path, columns: tuple[str, ...], names: Names) -> bool:
    try:
        made = renamed_file(place, columns, names)
    except (OSError, ValueError):
        return True  # nobody can say what is in it
    if made is not None:
        made.unlink()
    return made is not None


def _forget_names(people: dict[str, dict[str, Any]], now: datetime) -> None:
    with books.changing(BOOK) as book:
        for old, told in people.items():
            if datetime.fromisoformat(told["since"]) <= now - REMEMBERED:
                book["people"].pop(old, None)
        book["at"] = time.time()
