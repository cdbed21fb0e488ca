"""Signs of presence in the spool: a line each, read from where one stopped.

Thousands of pages say once a minute that they are open; the database hears of it in bulk.
"""

import fcntl
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from xingtan.kernel import home, spool

LANE = "presence"
LINES_AT_ONCE = 5_000
DAYS_KEPT = 2


@dataclass(frozen=True, slots=True)
class Sign:
    """Somebody was there at this moment.

    :param seconds: for how long this one sign speaks, if no other comes
    :param ends: whether they said that they go
    """

    session: UUID
    person: int
    where: str
    at: datetime
    seconds: int
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the spool was read: a file, and bytes of it."""

    file: str = ""
    offset: int = 0


def put(signs: Sequence[Sign]) -> None:
    """Keep signs until they are folded. A page that opens does not wait for the disk: a power cut costs a minute of being there."""
    spool.append(
        LANE,
        [
            {
                "session": str(each.session),
                "person": each.person,
                "where": each.where,
                "at": each.at.isoformat(),
                "seconds": each.seconds,
                "ends": each.ends,
            }
            for each in signs
        ],
        waits=False,
    )


def read(mark: Mark) -> tuple[list[Sign], Mark]:
    """Give the next signs after the mark, in the order they came, and the mark after them."""
    for place in _files():
        if place.name < mark.file:
            continue
        start = mark.offset if place.name == mark.file else 0
        signs, end = _lines(place, start)
        if end > start:
            return signs, Mark(place.name, end)
    return [], mark


@contextmanager
def reading() -> Iterator[bool]:
    """Be the only one who folds on this machine; False if somebody else is at it."""
    with home.path("spool", "presence.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def marked() -> tuple[Mark, float]:
    """Give how far the spool was read, and when that was looked for last, in seconds of the epoch."""
    place = _mark_path()
    try:
        file, offset = json.loads(place.read_text())
        return Mark(str(file), int(offset)), place.stat().st_mtime
    except (FileNotFoundError, ValueError):
        # Read anew from the beginning: folding the same signs twice changes nothing.
        return Mark(), 0.0


def set_mark(mark: Mark) -> None:
    """Remember how far the spool was read."""
    place = _mark_path()
    new = place.with_suffix(".new")
    new.write_text(json.dumps([mark.file, mark.offset]))
    new.replace(place)


def sweep(mark: Mark, today: date) -> None:
    """Delete files that were read to their end and are of days past."""
    oldest = f"{LANE}-{today - timedelta(days=DAYS_KEPT):%Y-%m-%d}.jsonl"
    for place in _files():
        if place.name < min(oldest, mark.file):
            place.unlink(missing_ok=True)


def _files() -> list[Path]:
    return sorted(home.path("spool", "x").parent.glob(f"{LANE}-*.jsonl"))


def _mark_path() -> Path:
    return home.path("spool", "presence.mark")


def _lines(place: Path, start: int) -> tuple[list[Sign], int]:
    signs, end = [], start
    with place.open("rb") as lines:
        lines.seek(start)
        for _ in range(LINES_AT_ONCE):
            line = lines.readline()
            if not line.endswith(b"\n"):
                break  # still being written
            end += len(line)
            if (sign := _sign(line)) is not None:
                signs.append(sign)
    return signs, end


def _sign(line: bytes) -> Sign | None:
    try:
        said = json.loads(line)
        return Sign(
            UUID(said["session"]),
            int(said["person"]),
            str(said["where"]),
            datetime.fromisoformat(said["at"]),
            int(said["seconds"]),
            bool(said["ends"]),
        )
    except (ValueError, KeyError, TypeError):
        # A line torn by a crash: the next sign comes within a minute.
        return None
