"""Days that were closed when numbers meant something else: they are found in what was closed, and reopened.

A day is looked at no longer than until it is known that it must be closed again.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.parquet as pq

from xingtan.closing.adapters.latest import plain, read
from xingtan.closing.adapters.listed import Listed
from xingtan.closing.adapters.numbering import different
from xingtan.eventstore import public as eventstore
from xingtan.eventstore.registry import Closing

if TYPE_CHECKING:
    from numpy.typing import NDArray

THREADS = 2
HOLDING_LEARNERS = {"attended": "attendance", "enrolled": "enrollment", "completed": "completion"}
MEANING_COURSES = {"held": "session", "enrolled": "enrollment_course", "completed": "completion_course"}
"""Tables by day that say which course was meant, and which it was held to be, by the family they are made from."""


def of_learners(closing: Closing, touched: "NDArray[np.int32]") -> None:
    """Reopen the days that were closed with one of these learners: their accounts are somebody else's now."""
    if not len(touched):
        return
    touched = different(touched)
    marks = np.zeros(int(touched[-1]) + 2, bool)
    marks[touched] = True
    for family, table in HOLDING_LEARNERS.items():
        _reopen(closing, family, table, lambda place: _holds(place, touched, marks))


def of_courses(closing: Closing, listed: Listed) -> None:
    """Reopen the days on which a course was meant that is another now, or another's, or listed at last."""
    for family, table in MEANING_COURSES.items():
        _reopen(closing, family, table, lambda place: _means_another(place, listed))


def day_of(place: Path) -> date:
    """Say of which day a file of a table is."""
    return date.fromisoformat(place.parent.name.removeprefix("day="))


def _reopen(closing: Closing, family: str, table: str, is_touched: Callable[[Path], bool]) -> None:
    places = eventstore.files(table)
    with ThreadPoolExecutor(THREADS) as threads:
        found = list(threads.map(is_touched, places))
    closing.reopen(family, [day_of(place) for place, hit in zip(places, found, strict=True) if hit])


def _holds(place: Path, touched: "NDArray[np.int32]", marks: "NDArray[np.bool_]") -> bool:
    with pq.ParquetFile(place, memory_map=True) as file:
        at = file.schema_arrow.names.index("learner")
        for group in range(file.num_row_groups):
            told = file.metadata.row_group(group).column(at).statistics
            if told is not None and told.has_min_max:
                first, end = np.searchsorted(touched, told.min), np.searchsorted(touched, told.max, side="right")
                if first == end:
                    continue
            learner = plain(file.read_row_group(group, columns=["learner"], use_threads=False).column(0))
            if marks[np.minimum(learner, len(marks) - 1)].any():
                return True
    return False


def _means_another(place: Path, listed: Listed) -> bool:
    names = pq.read_schema(place).names
    if "meant" not in names:
        return True
    held_to_be = [name for name in ("course", "university", "platform") if name in names]
    told = read([place], ("source", "meant", *held_to_be))
    course = np.maximum(listed.of(told["source"], told["meant"]), 0)
    now = {"course": course, "university": listed.university[course], "platform": listed.platform[course]}
    return any(bool((now[name] != told[name]).any()) for name in held_to_be)
