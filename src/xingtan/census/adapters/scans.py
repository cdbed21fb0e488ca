"""Exact answers from a billion raw rows: what the measures say, in forms that a closed table allows.

Learners are small whole numbers, those of a university lie together, and a day's rows are one file. So a set of
persons is a stretch of bytes that is marked, not a hash table, and two days can be marked at a time. Tests compare
each answer with the measure's, row by row.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.parquet as pq

from xingtan.closing.public import people
from xingtan.eventstore import public as eventstore

if TYPE_CHECKING:
    from numpy.typing import NDArray

THREADS = 2
WAITING = 128_000_000
"""Pairs of a university and a stranger that wait in memory, in six bytes each, before they are folded into sets."""
DENSE = 1_000_000
"""From so many strangers on, a university's set is a bit for every learner; below, it is their numbers."""


def batches(places: Sequence[Path], columns: Sequence[str]) -> "Iterator[tuple[NDArray[np.int32], ...]]":
    """Give columns of files, a row group at a time."""
    for place in places:
        with pq.ParquetFile(place, memory_map=True) as file:
            for group in range(file.num_row_groups):
                table = file.read_row_group(group, columns=list(columns), use_threads=False)
                yield tuple(table.column(name).to_numpy() for name in columns)


def each_day(places: Sequence[Path], work: Callable[[Path], None]) -> None:
    """Do this with each file, two at a time."""
    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(work, places))


def _firsts(values: "NDArray[np.int32] | NDArray[np.int16]") -> "NDArray[np.int64]":
    """Say where each stretch of equal values begins."""
    is_first = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=is_first[1:])
    return np.flatnonzero(is_first)


def by_university_and_day() -> dict[tuple[int, date], int]:
    """Count the attendances at each university's courses on each day, stretch by stretch."""
    lock = Lock()
    found: dict[tuple[int, date], int] = {}

    def count(place: Path) -> None:
        day = date.fromisoformat(place.parent.name.removeprefix("day="))
        sums = np.zeros(1 << 15, np.int64)
        for (university,) in batches([place], ("university",)):
            first = _firsts(university)
            np.add.at(sums, university[first], np.diff(np.append(first, len(university))))
        with lock:
            found.update({(int(each), day): int(sums[each]) for each in np.flatnonzero(sums)})

    each_day(eventstore.files("attendance"), count)
    return found


def distinct_by_university() -> dict[int, int]:
    """Count the different learners of the courses of each university.

    A university's own learners need one mark each, as they are no other's; strangers are collected by university.
    """
    size = people.count()
    home, starts, ends = _homes()
    own = np.zeros(size, np.uint8)
    strangers = _Strangers(size)

    def mark(place: Path) -> None:
        for learner, university in batches([place], ("learner", "university")):
            # Rows of one university lie together, lesson by lesson: what is asked of it is asked once a stretch.
            first = _firsts(university)
            counts = np.diff(np.append(first, len(university)))
            of = university[first]
            low, high = np.repeat(starts[of], counts), np.repeat(ends[of], counts)
            is_own = (learner >= low) & (learner < high)
            own[learner[is_own]] = 1
            strange = ~is_own
            strangers.add(university[strange], learner[strange])

    each_day(eventstore.files("attendance"), mark)
    counted = strangers.counts()
    for university in home:
        found = int(np.count_nonzero(own[starts[university] : ends[university]]))
        counted[university] = counted.get(university, 0) + found
    return {university: count for university, count in sorted(counted.items()) if count}


def _homes() -> "tuple[list[int], NDArray[np.int32], NDArray[np.int32]]":
    """Give the universities that have learners of their own, and by number where these begin and end."""
    university, start, end = people.blocks()
    starts, ends = np.zeros(1 << 15, np.int32), np.zeros(1 << 15, np.int32)
    starts[university], ends[university] = start, end
    return [int(each) for each in university], starts, ends


class _Strangers:
    """Learners at universities that are not theirs, as sets by university."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._waiting: dict[int, list[NDArray[np.int32]]] = {}
        self._count = 0
        self._sets: dict[int, NDArray[np.int32] | NDArray[np.uint8]] = {}
        self._lock = Lock()

    def add(self, university: "NDArray[np.int32]", learner: "NDArray[np.int32]") -> None:
        """Keep these pairs by university (small numbers, whatever their bytes)."""
        if not len(university):
            return
        order = np.argsort(university, kind="stable")
        sorted_, learner = university[order], learner[order]
        first = _firsts(sorted_)
        ends = [*first[1:].tolist(), len(learner)]
        with self._lock:
            for each, start, end in zip(sorted_[first].tolist(), first.tolist(), ends, strict=True):
                self._waiting.setdefault(each, []).append(learner[start:end])
            self._count += len(learner)
            if self._count > WAITING:
                self._fold()

    def counts(self) -> dict[int, int]:
        """Count each set."""
        self._fold()
        return {
            university: int(np.bitwise_count(found).sum()) if found.dtype == np.uint8 else len(found)
            for university, found in self._sets.items()
        }

    def _fold(self) -> None:
        marks = np.zeros(self._size, np.uint8)
        for university, stretches in self._waiting.items():
            self._sets[university] = self._joined(self._sets.get(university), stretches, marks)
        self._waiting, self._count = {}, 0

    def _joined(
        self,
        known: "NDArray[np.int32] | NDArray[np.uint8] | None",
        stretches: "list[NDArray[np.int32]]",
        marks: "NDArray[np.uint8]",
    ) -> "NDArray[np.int32] | NDArray[np.uint8]":
        is_dense = known is not None and known.dtype == np.uint8
        if is_dense or sum(map(len, stretches)) + (0 if known is None else len(known)) > DENSE:
            for each in stretches if is_dense or known is None else [*stretches, known]:
                marks[each] = 1
            packed = np.packbits(marks)
            marks[:] = 0
            return packed | known if known is not None and is_dense else packed
        every = np.concatenate(stretches if known is None else [*stretches, known])
        every.sort()
        found: NDArray[np.int32] = every[_firsts(every)]
        return found


@dataclass(frozen=True, slots=True)
class Kept:
    """How many learners were there in a week, and of those of the first week."""

    week: int
    active: int
    kept: int


def retention(start: date, end: date) -> list[Kept]:
    """Count, week by week from the first day, who is there, and who of the first seven days is there again."""
    size = people.count()
    tables = eventstore.manifest().tables.get("attendance", {})
    weeks: dict[int, list[date]] = {}
    for told in sorted(tables):
        day = date.fromisoformat(told)
        if start <= day <= end:
            weeks.setdefault((day - start).days // 7, []).append(day)
    first = np.zeros(size, np.uint8)
    found: list[Kept] = []
    for week in range((end - start).days // 7 + 1):
        here = first if week == 0 else np.zeros(size, np.uint8)
        each_day(eventstore.files("attendance", weeks.get(week, [])), partial(_mark, marks=here))
        found.append(Kept(week, int(np.count_nonzero(here)), int(np.count_nonzero(here & first))))
    return found


def _mark(place: Path, marks: "NDArray[np.uint8]") -> None:
    # Two threads may mark the same learner: both write a one.
    for (learner,) in batches([place], ("learner",)):
        marks[learner] = 1


def rates() -> "tuple[NDArray[np.int32], NDArray[np.int64]]":
    """Give every lesson that somebody attended, and how many did. Rows of a lesson are one stretch of its day."""
    lock = Lock()
    made: dict[Path, list[tuple[NDArray[np.int32], NDArray[np.int64]]]] = {}

    def count(place: Path) -> None:
        told = []
        for (lesson,) in batches([place], ("lesson",)):
            first = _firsts(lesson)
            told.append((lesson[first], np.diff(np.append(first, len(lesson)))))
        with lock:
            made[place] = told

    each_day(eventstore.files("attendance"), count)
    parts = [part for place in sorted(made) for part in made[place]]
    if not parts:
        return np.zeros(0, np.int32), np.zeros(0, np.int64)
    # A lesson may go over the end of a row group.
    lesson, counts = (np.concatenate(column) for column in zip(*parts, strict=True))
    each, where = np.unique(lesson, return_inverse=True)
    return each, np.bincount(where, counts).astype(np.int64)
