"""What was set aside: named, with a reason, and kept for a person to look at."""

from datetime import datetime
from pathlib import Path
from typing import Any

from xingtan.eventstore.adapters import books, disk
from xingtan.eventstore.adapters.books import Aside

Json = dict[str, Any]


def told(place: Path, was: str, reason: str, now: datetime, *, rows: int = 0) -> Json:
    """Say what was set aside, as a book keeps it."""
    return books.plain(Aside(str(place.relative_to(disk.root())), was, reason[:1_000], now.isoformat(), rows))


def everything() -> list[Aside]:
    """Give what was set aside, newest first."""
    said = [each for name in (books.RAW, books.MANIFEST) for each in books.look(name).get("aside", [])]
    return sorted((Aside(**each) for each in said), key=lambda each: (each.at, each.file), reverse=True)
