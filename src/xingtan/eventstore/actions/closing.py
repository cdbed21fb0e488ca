"""Closing: registered closers make tables from the parts of days about which something new is known."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from xingtan.eventstore.adapters import books, parts, tables
from xingtan.eventstore.registry import Closer, Table, in_order

Progress = Callable[[int, int, str], None]


@dataclass(slots=True)
class Work:
    """What a closer works with. See ``registry.Closing``."""

    day: date | None
    days: Sequence[date]
    say: Progress
    tables_put: list[str] = field(default_factory=list)

    def parts(self, family: str, day: date | None = None) -> list[Path]:
        """Give the parts of a family: of the day that is closed, or of the day named here."""
        asked = day or self.day
        return [each.path for each in parts.of(family, None if asked is None else [asked])]

    def all_parts(self, family: str) -> list[Path]:
        """Give the parts of a family of every day."""
        return [each.path for each in parts.of(family)]

    def put(self, table: str, file: "Path | Table", *, day: date | None = None) -> None:
        """Put a file or an Arrow table in the place of what the table held, or held of the day."""
        tables.put(table, day, file)
        self.tables_put.append(table)

    def progress(self, done: int, total: int, sentence: str = "") -> None:
        """Say how far it is."""
        self.say(done, total, sentence)


def close(*, say: Progress = lambda done, total, sentence: None) -> int:
    """Close every day that is stale. Each step counts by itself, so a kill loses one step at most. Returns the steps."""
    steps = 0
    with books.trying("closing") as alone:
        if not alone:
            return 0
        waiting = [(closer, days) for closer in in_order() if (days := tables.stale(closer))]
        total = sum(len(days) if closer.by_day else 1 for closer, days in waiting)
        for closer, days in waiting:
            for day in days if closer.by_day else [None]:
                say(steps, total, day.isoformat() if day else "")
                _step(closer, day, [day] if day else days, say)
                steps += 1
        say(steps, total, "")
    return steps


def _step(closer: Closer, day: date | None, days: Sequence[date], say: Progress) -> None:
    # What comes while a closer is at work is newer than this, and makes the day stale again.
    seen = parts.changed(closer.families)
    with tables.switching() as switch:
        closer.close(Work(day, days, say if day is None else lambda done, total, sentence: None))
        switch.closed.setdefault(closer.name, {}).update({each.isoformat(): seen[each.isoformat()] for each in days})
