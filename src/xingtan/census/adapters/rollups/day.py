"""A closed day, rolled up: what each university and each group had, who was there, and how each lesson was attended."""

from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from xingtan.census.adapters.rollups import bitmaps
from xingtan.census.adapters.rollups.sketches import FEW, Registers, coupons, of_few
from xingtan.closing.public import bits_for, plain, read
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


def close(closing: Closing) -> None:
    """Roll a day up."""
    day = closing.day
    assert day is not None
    lesson = read(eventstore.files("lesson", [day]), ("lesson", "course", "university", "platform", "enrolled"))
    order = np.argsort(lesson["lesson"])
    lesson = {name: column[order] for name, column in lesson.items()}
    rows = read(eventstore.files("attendance", [day]), ("learner", "lesson", "seconds"))
    starts, held = _runs(rows["lesson"])
    counts = np.diff(np.append(starts, len(rows["lesson"])))
    place = np.searchsorted(lesson["lesson"], held)
    with ThreadPoolExecutor(2) as threads:
        groups = threads.submit(_groups, lesson, rows["learner"], place, counts)
        universities = _universities(lesson, rows, place, starts, counts)
        closing.put(ROLLED, universities, day=day)
        closing.put(GROUPS, groups.result(), day=day)
    attendances, seconds = np.zeros(len(order), np.int64), np.zeros(len(order), np.int64)
    attendances[place] = counts
    seconds[place] = _sums(rows["seconds"], starts)
    made = {name: lesson[name] for name in ("lesson", "course", "university", "enrolled")}
    made |= {"attendances": attendances.astype(np.int32), "seconds": seconds}
    closing.put(LESSONS, pa.table(made), day=day)


def _runs(values: "NDArray[np.int32]") -> "tuple[NDArray[np.int64], NDArray[np.int32]]":
    """Give where each stretch of equal values begins, and the value."""
    first = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=first[1:])
    starts = np.flatnonzero(first)
    return starts, values[starts]


def _sums(values: "NDArray[np.int16]", starts: "NDArray[np.int64]") -> "NDArray[np.int64]":
    return np.add.reduceat(values.astype(np.int64), starts) if len(starts) else np.zeros(0, np.int64)


def _universities(
    lesson: dict[str, Any],
    rows: dict[str, Any],
    place: "NDArray[np.int64]",
    starts: "NDArray[np.int64]",
    counts: "NDArray[np.int64]",
) -> pa.Table:
    """Count by university: sorted as whole numbers of university and learner, each learner stands there once."""
    university, index = np.unique(lesson["university"], return_inverse=True)
    bits = bits_for(int(rows["learner"].max(initial=0)) + 1)
    packed = np.repeat(index[place].astype(np.int64) << bits, counts)
    packed |= rows["learner"]
    packed.sort()
    if len(packed):
        packed = packed[np.concatenate(([True], packed[1:] != packed[:-1]))]
    edges = np.searchsorted(packed, np.arange(len(university) + 1, dtype=np.int64) << bits)
    learners = (packed & ((1 << bits) - 1)).astype(np.int32)
    del packed
    everyone = np.zeros(int(learners.max(initial=-1)) + 1, bool)
    everyone[learners] = True
    told: list[tuple[int, int, bytes, bytes]] = []
    for number in range(len(university)):
        own = learners[edges[number] : edges[number + 1]]
        told.append((int(university[number]), len(own), _sketch(own), bitmaps.of(own)))
    nation = np.flatnonzero(everyone).astype(np.int32)
    told.append((NATION, len(nation), _sketch(nation, NATION_BITS), bitmaps.of(nation)))
    by = index[place]
    seconds = _sums(rows["seconds"], starts)
    size = len(university)
    sums = {
        "lessons": np.bincount(index, minlength=size),
        "attendances": np.bincount(by, counts, minlength=size),
        "seconds": np.bincount(by, seconds, minlength=size),
        "enrolled": np.bincount(index, lesson["enrolled"], minlength=size),
    }
    made: dict[str, Any] = {"university": pa.array([each[0] for each in told], pa.int32())}
    made |= {name: np.append(column, column.sum()).astype(np.int64) for name, column in sums.items()}
    made["learners"] = pa.array([each[1] for each in told], pa.int32())
    made["sketch"] = pa.array([each[2] for each in told], pa.binary())
    made["bitmap"] = pa.array([each[3] for each in told], pa.binary())
    return pa.table(made)


def _sketch(learners: "NDArray[np.int32]", bits: int = 12) -> bytes:
    if len(learners) <= FEW:
        return of_few(learners, bits)
    registers = Registers(1, bits)
    for start in range(0, len(learners), AT_ONCE):
        some = learners[start : start + AT_ONCE]
        registers.add(np.zeros(len(some), np.int64), _coupons(_reach(some))[some])
    return registers.sketch(0)


def _groups(
    lesson: dict[str, Any], learner: "NDArray[np.int32]", place: "NDArray[np.int64]", counts: "NDArray[np.int64]"
) -> pa.Table:
    """Count by discipline, platform and language; how many different learners there were, by sketch."""
    parts = []
    for dimension in DIMENSIONS:
        names, index = _keys(dimension, lesson)
        registers = Registers(len(names))
        row_group = index[place]
        ends = np.cumsum(counts)
        # Some millions of rows at a time, cut at lessons.
        total = int(ends[-1]) if len(ends) else 0
        first = 0
        for cut in np.searchsorted(ends, np.arange(AT_ONCE, total + AT_ONCE if total else 0, AT_ONCE)):
            last = min(int(cut) + 1, len(counts))
            low = int(ends[first - 1]) if first else 0
            some = learner[low : int(ends[last - 1])]
            registers.add(np.repeat(row_group[first:last], counts[first:last]), _coupons(_reach(some))[some])
            first = last
        parts.append(
            pa.table(
                {
                    "dimension": pa.array([dimension] * len(names), pa.string()),
                    "key": pa.array(names, pa.string()),
                    "attendances": np.bincount(row_group, counts, minlength=len(names)).astype(np.int64),
                    "sketch": pa.array([registers.sketch(each) for each in range(len(names))], pa.binary()),
                }
            )
        )
    return pa.concat_tables(parts)


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


def _reach(learners: "NDArray[np.int32]") -> int:
    """Give a round number above all of these, so that few different ones are asked for."""
    return 1 << bits_for(max(int(learners.max(initial=0)) + 1, 1 << 16))


@lru_cache(maxsize=1)
def _coupons(count: int) -> "NDArray[np.uint32]":
    return coupons(count)
