"""The two books of the store. ``manifest.json`` names the tables that count; ``raw.json`` the parts, and how far
the spool was shipped. Each is replaced whole, in one step: what is in no book does not exist.
"""

import fcntl
import hashlib
import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from xingtan.eventstore.adapters import disk

Json = dict[str, Any]

MANIFEST = "manifest.json"
RAW = "raw.json"
WITHOUT_DAY = ""

_lock = threading.RLock()
_held: dict[str, int] = {}
_read: dict[Path, tuple[tuple[int, int, int], Json]] = {}


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that counts."""

    file: str
    rows: int
    bytes: int
    sha256: str
    segment: str

    @property
    def path(self) -> Path:
        """Say where it lies."""
        return disk.root() / self.file


@dataclass(frozen=True, slots=True)
class Aside:
    """What was set aside, and why."""

    file: str
    was: str
    reason: str
    at: str
    rows: int = 0

    @property
    def moment(self) -> datetime:
        """Say when."""
        return datetime.fromisoformat(self.at)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What counts at this moment.

    :param tables: of each table, by day ("" for those without days), its files
    :param hash: of all of them: equal hashes mean equal numbers
    """

    version: int = 0
    tables: dict[str, dict[str, tuple[Entry, ...]]] = field(default_factory=dict)
    aside: tuple[Aside, ...] = ()
    hash: str = ""

    def hash_of(self, *tables: str) -> str:
        """Give the hash of some tables."""
        told = [
            [table, day, each.sha256]
            for table in sorted(tables)
            for day, entries in sorted(self.tables.get(table, {}).items())
            for each in entries
        ]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def manifest() -> Manifest:
    """Read what counts."""
    book = look(MANIFEST)
    tables = {
        table: {day: tuple(Entry(**each) for each in entries) for day, entries in days.items()}
        for table, days in book.get("tables", {}).items()
    }
    aside = tuple(Aside(**each) for each in book.get("aside", []))
    found = Manifest(book.get("version", 0), tables, aside)
    return Manifest(found.version, tables, aside, found.hash_of(*(name for name in tables if name != "rollups")))


def look(name: str) -> Json:
    """Read a book; it must not be changed."""
    place = disk.root() / name
    try:
        told = place.stat()
    except FileNotFoundError:
        return {}
    mark = (told.st_mtime_ns, told.st_ino, told.st_size)
    kept = _read.get(place)
    if kept is None or kept[0] != mark:
        kept = (mark, json.loads(place.read_bytes()))
        _read[place] = kept
    return kept[1]


@contextmanager
def changing(name: str) -> Iterator[Json]:
    """Change a book, alone; it is written when this ends without an error."""
    with alone(name):
        place = disk.root() / name
        try:
            book: Json = json.loads(place.read_bytes())
        except FileNotFoundError:
            book = {}
        yield book
        book["version"] = book.get("version", 0) + 1
        told = json.dumps(book, separators=(",", ":"), sort_keys=True).encode()
        disk.write(place, lambda out: out.write(told))


@contextmanager
def alone(name: str) -> Iterator[None]:
    """Be the only one, of all processes, who does this; those who come later wait."""
    with _lock, (disk.root() / f".{name}.lock").open("w") as lock:
        if name in _held:
            raise RuntimeError(f"{name} is being changed already")
        fcntl.flock(lock, fcntl.LOCK_EX)
        _held[name] = 1
        try:
            yield
        finally:
            del _held[name]


@contextmanager
def trying(name: str) -> Iterator[bool]:
    """Be the only one who does this; False, at once, if somebody else is at it."""
    with (disk.root() / f".{name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def note_progress(name: str, done: int, total: int) -> None:
    """Let other processes see how far this one is."""
    new = disk.root() / f".{name}.progress.{os.getpid()}"
    new.write_text(json.dumps([os.getpid(), done, total]))
    new.replace(disk.root() / f".{name}.progress")


def progress(name: str) -> tuple[int, int] | None:
    """Say how far the process is that told of it last; None where it is done or gone. Its lock is left alone."""
    try:
        process, done, total = json.loads((disk.root() / f".{name}.progress").read_text())
        os.kill(int(process), 0)
    except (OSError, ValueError, TypeError):
        return None
    return (int(done), int(total)) if done < total else None


def plain(entry: Entry | Aside) -> Json:
    """Give it as a book keeps it."""
    return asdict(entry)
