"""Closing: registered closers make tables from the parts of days about which something new is known."""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.utils import timezone

from xingtan.eventstore.actions.mending import mend
from xingtan.eventstore.adapters import books, parts, tables
from xingtan.eventstore.adapters.disk import StoreIsFull
from xingtan.eventstore.registry import Closer, Table, in_order
from xingtan.kernel.errors import OutsideFailed

Progress = Callable[[int, int, str], None]

logger = logging.getLogger(__name__)


class ClosingFailed(OutsideFailed):
    """Some days could not be closed; the log says why, and the others are."""


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
        tables.put_table(table, day, file)
        self.tables_put.append(table)

    def reopen(self, family: str, days: Iterable[date]) -> None:
        """Have days closed again. It counts at once: a kill before this step counts takes it again, and not past it."""
        parts.reopen(family, days)

    def progress(self, done: int, total: int, sentence: str = "") -> None:
        """Say how far it is."""
        self.say(done, total, sentence)


def close(*, say: Progress = lambda done, total, sentence: None) -> int:
    """Close every day that is stale. Each step counts by itself, so a kill loses one step at most. Returns the steps."""
    steps = failed = 0
    with books.trying("closing") as alone:
        if not alone:
            return 0
        closers = in_order()
        while closers:
            # Asked before each: those that went first may have reopened days.
            left = sum(_steps(each) for each in closers)
            closer = closers.pop(0)
            days = tables.stale(closer)
            for place, day in enumerate(_each(closer, days)):
                say(steps, steps - place + left, day.isoformat() if day else "")
                failed += not _stepped(closer, day, [day] if day else days, say)
                steps += 1
        say(steps, steps, "")
    if failed:
        raise ClosingFailed(failed)
    return steps


def _each(closer: Closer, days: Sequence[date]) -> Sequence[date | None]:
    return days if closer.by_day else [None] if days else []


def _steps(closer: Closer) -> int:
    return len(_each(closer, tables.stale(closer)))


def _stepped(closer: Closer, day: date | None, days: Sequence[date], say: Progress) -> bool:
    """Take a step; if a file is hurt, without it. One day that cannot be closed must not hold up the others."""
    for _try in range(2):
        try:
            _step(closer, day, days, say)
        except StoreIsFull:
            raise
        except Exception:
            # A closer counts with libraries that fail in many ways: those of a hurt file are mended here.
            logger.exception("a day could not be closed", extra={"closer": closer.name})
            if not mend(now=timezone.now()):
                return False
        else:
            return True
    return False


def _step(closer: Closer, day: date | None, days: Sequence[date], say: Progress) -> None:
    # What comes while a closer is at work is newer than this, and makes the day stale again.
    seen = parts.changed(closer)
    with tables.switching() as switch:
        closer.close(Work(day, days, say if day is None else lambda done, total, sentence: None))
        switch.closed.setdefault(closer.name, {}).update({each.isoformat(): seen[each.isoformat()] for each in days})
