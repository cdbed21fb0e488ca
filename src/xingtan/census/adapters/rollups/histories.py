"""What each learner attended: a copy of the attendances, sorted by learner week by week, so that few rows are read for one."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from xingtan.census.adapters.rollups.weeks import MADE_FROM, inputs, is_made, weeks_of
from xingtan.closing.public import Writer, bits_for, people, plain
from xingtan.eventstore import public as eventstore
from xingtan.eventstore.registry import Closing

if TYPE_CHECKING:
    from numpy.typing import NDArray

HISTORY = "history"
ROW_GROUP = 32_000
AT_ONCE = 160_000_000
"""Rows of a week that are sorted at once, in eight bytes each; two weeks are, side by side."""
SECONDS_BITS = 15
THREADS = 2
SHAPE = pa.schema(
    [
        pa.field("learner", pa.int32(), nullable=False),
        pa.field("lesson", pa.int32(), nullable=False),
        pa.field("seconds", pa.int16(), nullable=False),
    ]
)


def close(closing: Closing) -> None:
    """Sort what has changed. Weeks that are over are one file; of the newest, each day is, as it changes often."""
    stretches = dict(_stretches())
    made_from = {first: inputs("attendance", days) for first, days in stretches.items()}
    stale = [first for first in stretches if not is_made(HISTORY, first, made_from[first])]

    def made(first: date) -> Path:
        file = eventstore.scratch(f"history-{first}.parquet")
        told = SHAPE.with_metadata({MADE_FROM: made_from[first]})
        _write(file, eventstore.files("attendance", stretches[first]), told)
        return file

    with ThreadPoolExecutor(THREADS) as threads:
        for done, (first, file) in enumerate(zip(stale, threads.map(made, stale), strict=True)):
            closing.put(HISTORY, file, day=first)
            closing.progress(done + 1, len(stale), first.isoformat())
    for day, entries in eventstore.manifest().tables.get(HISTORY, {}).items():
        if date.fromisoformat(day) not in stretches and any(each.rows for each in entries):
            closing.put(HISTORY, SHAPE.empty_table(), day=date.fromisoformat(day))


def _stretches() -> Iterator[tuple[date, list[date]]]:
    """Give the days that lie in one file, by the first of them."""
    weeks = weeks_of("attendance")
    for monday, days in sorted(weeks.items()):
        yield from ((day, [day]) for day in days) if monday == max(weeks) else [(days[0], days)]


def _write(file: Path, days: list[Path], schema: pa.Schema) -> None:
    rows = sum(pq.read_metadata(place).num_rows for place in days)
    goes = max(-(-rows // AT_ONCE), 1)
    everyone = max(people.count(), 1)
    edges = [everyone * each // goes for each in range(goes)] + [1 << 31]
    with Writer(file, schema, row_group=ROW_GROUP) as writer:
        for first, end in pairwise(edges):
            packed, bits, base = _packed(days, rows if goes == 1 else None, first, end)
            packed.sort()
            step = ROW_GROUP * 32
            for start in range(0, len(packed), step):
                some = packed[start : start + step]
                writer.write(
                    pa.table(
                        {
                            "learner": (some >> (bits + SECONDS_BITS)).astype(np.int32),
                            "lesson": ((some >> SECONDS_BITS & ((1 << bits) - 1)) + base).astype(np.int32),
                            "seconds": (some & ((1 << SECONDS_BITS) - 1)).astype(np.int16),
                        }
                    )
                )


def _packed(days: list[Path], rows: int | None, first: int, end: int) -> "tuple[NDArray[np.int64], int, int]":
    """Give the rows of these learners as whole numbers: learner, lesson, seconds."""
    files = [pq.ParquetFile(place) for place in days]
    base, greatest = 1 << 31, 0
    for file in files:
        at = file.schema_arrow.names.index("lesson")
        for group in range(file.metadata.num_row_groups if file.metadata.num_rows else 0):
            told = file.metadata.row_group(group).column(at).statistics
            base, greatest = min(base, told.min), max(greatest, told.max)
    bits = bits_for(max(greatest - base, 0) + 1)
    made: list[NDArray[np.int64]] = []
    whole = np.empty(rows, np.int64) if rows is not None else None
    filled = 0
    for file in files:
        for group in range(file.metadata.num_row_groups):
            table = file.read_row_group(group, columns=["learner", "lesson", "seconds"])
            learner, lesson, seconds = (plain(table.column(name)).astype(np.int64) for name in table.column_names)
            some = (learner << bits | lesson - base) << SECONDS_BITS | np.clip(seconds, 0, 32_767)
            if whole is not None:
                whole[filled : filled + len(some)] = some
                filled += len(some)
            else:
                made.append(some[(learner >= first) & (learner < end)])
        file.close()
    return (whole if whole is not None else np.concatenate(made)), bits, base


class Week:
    """The histories of a week, open for reading."""

    def __init__(self, place: Path) -> None:
        self._file = pq.ParquetFile(place, memory_map=True)
        foot = self._file.metadata
        told = [foot.row_group(each).column(0).statistics for each in range(foot.num_row_groups) if foot.num_rows]
        self._least = np.array([each.min for each in told], np.int64)
        self._most = np.array([each.max for each in told], np.int64)

    def of(self, learner: int) -> list[tuple[int, int]]:
        """Give the lessons of a learner with their seconds, latest number first."""
        first, end = np.searchsorted(self._most, learner), np.searchsorted(self._least, learner, side="right")
        found: list[tuple[int, int]] = []
        for group in range(int(first), int(end)):
            table = self._file.read_row_group(group, use_threads=False)
            learners = plain(table.column("learner"))
            low, high = (int(np.searchsorted(learners, learner, side=side)) for side in ("left", "right"))
            some = table.slice(low, high - low)
            found += zip(some.column("lesson").to_pylist(), some.column("seconds").to_pylist(), strict=True)
        return found[::-1]


def weeks(as_of: list[Path] | None = None) -> list[Week]:
    """Open the weeks, latest first."""
    return [_open(place) for place in reversed(eventstore.files(HISTORY) if as_of is None else as_of)]


@lru_cache(maxsize=64)
def _open(place: Path) -> Week:
    return Week(place)
