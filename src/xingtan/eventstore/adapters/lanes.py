"""Lanes of the spool, read by offset: whole lines only, and only what is on disk."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO

from xingtan.eventstore.rules import LONGEST_LINE
from xingtan.kernel import home, spool

FACTS = "events"
BYTES_AT_ONCE = 32 << 20


@dataclass(frozen=True, slots=True)
class Stretch:
    """Whole lines of a lane that were not shipped yet.

    :param start: where they begin, which names them
    """

    lane: str
    file: str
    start: int
    end: int
    lines: list[bytes]


def lanes() -> list[str]:
    """Name the lanes there are."""
    return sorted({each.name[:-17] for each in _folder().glob("*-????-??-??.jsonl")})


def files(lane: str) -> list[Path]:
    """Give the files of a lane, oldest first."""
    return sorted(_folder().glob(f"{lane}-????-??-??.jsonl"))


def everything() -> list[Path]:
    """Give every file of lines that waits or is kept, of lanes and of batches."""
    return sorted(_folder().rglob("*.jsonl"))


def stretches(lane: str, mark: tuple[str, int]) -> Iterator[Stretch]:
    """Give what lies after the mark, some megabytes at a time."""
    file, offset = mark
    for place in files(lane):
        if place.name < file:
            continue
        start = offset if place.name == file else 0
        yield from _of_file(lane, place, start)


def is_beyond(lane: str, mark: tuple[str, int]) -> bool:
    """Test whether a file ends before the mark in it."""
    return any(each.name == mark[0] and each.stat().st_size < mark[1] for each in files(lane))


def waiting(lane: str, mark: tuple[str, int]) -> int:
    """Count the bytes that lie after the mark."""
    file, offset = mark
    behind = [each for each in files(lane) if each.name >= file]
    return sum(max(each.stat().st_size - (offset if each.name == file else 0), 0) for each in behind)


def sweep(lane: str, mark: tuple[str, int], oldest: date) -> None:
    """Delete files that were shipped to their end and are older than this day."""
    for place in files(lane):
        if place.name < min(mark[0], f"{lane}-{oldest:%Y-%m-%d}.jsonl"):
            place.unlink(missing_ok=True)


def _folder() -> Path:
    return home.path("spool", "x").parent


def _of_file(lane: str, place: Path, start: int) -> Iterator[Stretch]:
    end = spool.settled(place)
    with place.open("rb") as read:
        while start < end:
            read.seek(start)
            data = read.read(min(BYTES_AT_ONCE, end - start))
            last = data.rfind(b"\n") + 1
            if not last:
                last = _past_long_line(read, len(data), end - start)
                if not last:
                    return  # a crash left half a line: the next append ends it
                yield Stretch(lane, place.name, start, start + last, [data[: LONGEST_LINE + 1]])
            else:
                yield Stretch(lane, place.name, start, start + last, data[: last - 1].split(b"\n"))
            start += last


def _past_long_line(read: IO[bytes], read_so_far: int, rest: int) -> int:
    """Find the end of a line that is longer than what is read at once; 0 if it has none yet."""
    passed = read_so_far
    while passed < rest:
        data = read.read(min(BYTES_AT_ONCE, rest - passed))
        found = data.find(b"\n")
        if found >= 0:
            return passed + found + 1
        passed += len(data) or rest
    return 0
