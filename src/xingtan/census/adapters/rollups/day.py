"""A closed day, rolled up: what each university and each group had, who was there, and how each lesson was attended."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from xingtan.census.adapters.rollups import bitmaps
from xingtan.census.adapters.rollups.sketches import BITS, Registers, coupons, few, of_few
from xingtan.closing.public import bits_for, people, plain, read
from xingtan.eventstore import public as eventstore
from xingtan.eventstore.registry import Closing

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROLLED, GROUPS, LESSONS = "rolled", "rolled_group", "rolled_lesson"
NATION = -1
"""Stands where a university stands, for all of them together."""
NATION_BITS = 14
DIMENSIONS = ("discipline", "platform", "language")
AT_ONCE = 4_000_000
"""Rows that are entered into sketches at once."""


@dataclass(frozen=True, slots=True)
class Came:
    """Who came on a day, lesson by lesson.

    :param learner: all who came to the first lesson, to the second, and so on
    :param place: of each lesson somebody came to, its place among those that were held
    :param starts: where its learners begin
    """

    learner: "NDArray[np.int32]"
    place: "NDArray[np.int64]"
    starts: "NDArray[np.int64]"
    counts: "NDArray[np.int64]"
    seconds: "NDArray[np.int64]"

    def of(self, lessons: "NDArray[np.int64]") -> "NDArray[np.int32]":
        """Give the learners of these lessons, one after another."""
        starts = self.starts[lessons]
        ends = starts + self.counts[lessons]
        came = [self.learner[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
        return np.concatenate(came) if came else np.zeros(0, np.int32)

    def rows(self, lessons: slice) -> slice:
        """Say where the learners of lessons that follow each other are."""
        return slice(int(self.starts[lessons][0]), int(self.starts[lessons][-1] + self.counts[lessons][-1]))

    def stretches(self, rows: int) -> Iterator[slice]:
        """Share the lessons among stretches of about so many rows."""
        cuts = np.unique(np.searchsorted(self.starts, np.arange(0, len(self.learner), rows)))
        yield from map(slice, cuts, [*cuts[1:], len(self.starts)])


def close(closing: Closing) -> None:
    """Roll a day up."""
    day = closing.day
    assert day is not None
    lesson = read(eventstore.files("lesson", [day]), ("lesson", "course", "university", "platform", "enrolled"))
    order = np.argsort(lesson["lesson"])
    lesson = {name: column[order] for name, column in lesson.items()}
    rows = read(eventstore.files("attendance", [day]), ("learner", "lesson", "seconds"))
    starts, held = _runs(rows["lesson"])
    came = Came(
        rows["learner"],
        np.searchsorted(lesson["lesson"], held),
        starts,
        np.diff(starts, append=len(rows["lesson"])),
        np.add.reduceat(rows["seconds"], starts, dtype=np.int64) if len(starts) else np.zeros(0, np.int64),
    )
    del rows
    # A round number, so that they are made once, though some people come later.
    entered = _coupons(1 << max(bits_for(people.count() + 1), 16))
    with ThreadPoolExecutor(2) as threads:
        groups = threads.submit(_groups, lesson, came, entered)
        closing.put(ROLLED, _universities(lesson, came, entered), day=day)
        closing.put(GROUPS, groups.result(), day=day)
    attendances, seconds = np.zeros(len(order), np.int64), np.zeros(len(order), np.int64)
    attendances[came.place] = came.counts
    seconds[came.place] = came.seconds
    made = {name: lesson[name] for name in ("lesson", "course", "university", "enrolled")}
    made |= {"attendances": attendances.astype(np.int32), "seconds": seconds}
    closing.put(LESSONS, pa.table(made), day=day)


def _runs(values: "NDArray[np.int32]") -> "tuple[NDArray[np.int64], NDArray[np.int32]]":
    """Give where each stretch of equal values begins, and the value."""
    first = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=first[1:])
    starts = np.flatnonzero(first)
    return starts, values[starts]


def _universities(lesson: dict[str, Any], came: Came, entered: "NDArray[np.uint32]") -> pa.Table:
    """Count by university; who came to several of its lessons is one learner.

    :param entered: what a sketch keeps of each learner there is
    """
    university, index = np.unique(lesson["university"], return_inverse=True)
    by = index[came.place]
    everyone = np.zeros(int(came.learner.max(initial=-1)) + 1, bool)
    told: list[tuple[int, int, bytes, bytes]] = []
    for number, lessons in enumerate(_sorted_into(by, len(university))):
        own = _different(came.of(lessons))
        everyone[own] = True
        told.append((int(university[number]), len(own), _sketch(own, entered), bitmaps.of(own)))
    nation = np.flatnonzero(everyone).astype(np.int32)
    told.append((NATION, len(nation), _sketch(nation, entered, NATION_BITS), bitmaps.of(nation)))
    size = len(university)
    sums = {
        "lessons": np.bincount(index, minlength=size),
        "attendances": np.bincount(by, came.counts, minlength=size),
        "seconds": np.bincount(by, came.seconds, minlength=size),
        "enrolled": np.bincount(index, lesson["enrolled"], minlength=size),
    }
    made: dict[str, Any] = {"university": pa.array([each[0] for each in told], pa.int32())}
    made |= {name: np.append(column, column.sum()).astype(np.int64) for name, column in sums.items()}
    made["learners"] = pa.array([each[1] for each in told], pa.int32())
    made["sketch"] = pa.array([each[2] for each in told], pa.binary())
    made["bitmap"] = pa.array([each[3] for each in told], pa.binary())
    return pa.table(made)


def _sorted_into(group: "NDArray[np.int64]", groups: int) -> "list[NDArray[np.int64]]":
    """Give the places of each group."""
    order = np.argsort(group, kind="stable")
    edges = np.searchsorted(group[order], np.arange(groups + 1))
    return [order[start:end] for start, end in pairwise(edges.tolist())]


def _different(learners: "NDArray[np.int32]") -> "NDArray[np.int32]":
    """Sort learners, each of them once."""
    learners.sort()
    return _runs(learners)[1]


def _sketch(learners: "NDArray[np.int32]", entered: "NDArray[np.uint32]", bits: int = BITS) -> bytes:
    if len(learners) <= few(bits):
        return of_few(learners, bits)
    registers = Registers(1, bits)
    for start in range(0, len(learners), AT_ONCE):
        some = entered[learners[start : start + AT_ONCE]]
        registers.add(np.zeros(len(some), np.int64), some)
    return registers.sketch(0)


def _groups(lesson: dict[str, Any], came: Came, entered: "NDArray[np.uint32]") -> pa.Table:
    """Count by discipline, platform and language; how many different learners there were, by sketch."""
    keys = {dimension: _keys(dimension, lesson) for dimension in DIMENSIONS}
    groups = {dimension: index[came.place] for dimension, (_, index) in keys.items()}
    registers = {dimension: Registers(len(names)) for dimension, (names, _) in keys.items()}
    for lessons in came.stretches(AT_ONCE):
        some = entered[came.learner[came.rows(lessons)]]
        for dimension, group in groups.items():
            registers[dimension].add(np.repeat(group[lessons], came.counts[lessons]), some)
    return pa.concat_tables(
        pa.table(
            {
                "dimension": pa.array([dimension] * len(names), pa.string()),
                "key": pa.array(names, pa.string()),
                "attendances": np.bincount(groups[dimension], came.counts, minlength=len(names)).astype(np.int64),
                "sketch": pa.array([registers[dimension].sketch(each) for each in range(len(names))], pa.binary()),
            }
        )
        for dimension, (names, _) in keys.items()
    )


def _keys(dimension: str, lesson: dict[str, Any]) -> "tuple[list[str], NDArray[np.int64]]":
    if dimension == "platform":
        platforms, index = np.unique(lesson["platform"], return_inverse=True)
        return [str(each) for each in platforms], index
    words, of_course = _words(eventstore.files("course")[0], dimension)
    used, index = np.unique(of_course[lesson["course"]], return_inverse=True)
    return [words[each] for each in used], index


@lru_cache(maxsize=4)
def _words(file: Path, name: str) -> "tuple[list[str], NDArray[np.int64]]":
    """Give the words of a column of courses, and which of them each course has."""
    told = pq.read_table(file, columns=["course", name], partitioning=None)
    coded = told.column(name).combine_chunks().dictionary_encode()
    course = plain(told.column("course"))
    of_course = np.zeros(int(course.max(initial=0)) + 1, np.int64)
    of_course[course] = coded.indices.to_numpy()
    return coded.dictionary.to_pylist(), of_course


@lru_cache(maxsize=1)
def _coupons(count: int) -> "NDArray[np.uint32]":
    return coupons(count)
