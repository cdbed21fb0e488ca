"""Places on courses that were taken, and courses that were completed: a row a learner and course."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from xingtan.closing.adapters import people
from xingtan.closing.adapters.latest import latest, read
from xingtan.closing.adapters.listed import listed
from xingtan.closing.adapters.moves import EPOCH
from xingtan.closing.adapters.numbering import UNKNOWN, different, salted
from xingtan.eventstore.registry import Closing

if TYPE_CHECKING:
    from numpy.typing import NDArray


def close_enrolled(closing: Closing) -> None:
    """Close the places taken on a day: who took one and left it the same day has none."""
    told = read(closing.parts("enrolled"), ("source", "event", "at", "course", "account", "is_enrolled"))
    _put(closing, "enrollment", told, told["is_enrolled"])


def close_completed(closing: Closing) -> None:
    """Close the completions of a day."""
    told = read(closing.parts("completed"), ("source", "event", "at", "course", "account"))
    _put(closing, "completion", told, np.ones(len(told["at"]), np.int8))


def _put(closing: Closing, table: str, told: "dict[str, Any]", counts: "NDArray[np.int8]") -> None:
    day = closing.day
    assert day is not None
    course = listed().of(told["source"], told["course"])
    key = salted(told["source"], told["account"])
    learner = people.lookup().of(key)
    strange = different(key[learner == UNKNOWN])
    if len(strange):
        learner = people.add(closing, strange, strange, np.zeros(len(strange), np.int32)).of(key)
    known = np.flatnonzero(course != UNKNOWN)
    closing.put(f"{table}_course", _meant(told, course), day=day)
    pair = course[known].astype(np.int64) << 32 | learner[known]
    rows = known[latest(pair, told["at"][known], told["event"][known], counts[known])]
    rows = rows[counts[rows] != 0]
    days = np.full(len(rows), (day - EPOCH).days, np.int32)
    made = {"learner": learner[rows], "course": course[rows], "day": pa.array(days, pa.date32())}
    closing.put(table, pa.table(made), day=day)


def _meant(told: "dict[str, Any]", course: "NDArray[np.int32]") -> pa.Table:
    """Say which courses were meant, and which they were held to be: one day it may be known better."""
    order = np.lexsort((told["course"], told["source"]))
    source, meant = told["source"][order], told["course"][order]
    first = np.ones(len(order), bool)
    first[1:] = (source[1:] != source[:-1]) | (meant[1:] != meant[:-1])
    held_to_be = np.maximum(course[order][first], 0)
    return pa.table({"source": source[first], "meant": meant[first], "course": held_to_be})
