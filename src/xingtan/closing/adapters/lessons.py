"""Which lessons were held on a day: the latest word about each session, without those that were called off."""

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from xingtan.closing.adapters import courses
from xingtan.closing.adapters.latest import latest, read
from xingtan.closing.adapters.numbering import UNKNOWN, Lookup, salted
from xingtan.eventstore import public as eventstore
from xingtan.eventstore.registry import Closing

if TYPE_CHECKING:
    from numpy.typing import NDArray

SESSIONS = "session"
CALLED_OFF = -2
EPOCH = date(1970, 1, 1)
_TOLD = ("source", "event", "at", "session", "course", "run", "starts_at", "minutes", "enrolled", "is_cancelled")
_WEIGHT = ("at", "event", "is_cancelled", "starts_at", "course", "run", "minutes", "enrolled")


def close(closing: Closing) -> None:
    """Close the lessons of a day. A session that was numbered keeps its number; a new one gets the next."""
    day = closing.day
    assert day is not None
    told = read(closing.parts("held"), _TOLD)
    key = salted(told["source"], told["session"])
    rows = latest(key, *(told[name] for name in _WEIGHT))
    key, told = key[rows], {name: column[rows] for name, column in told.items()}
    course = courses.listed().of(told["source"], told["course"])
    kept = read(eventstore.files(SESSIONS, [day]), ("key", "lesson"))
    number = Lookup(kept["key"], kept["lesson"].astype(np.int32)).of(key)
    is_held = (told["is_cancelled"] == 0) & (course != UNKNOWN)
    new = np.flatnonzero(is_held & (number < 0))
    # By when they start, then by university: lessons that lie together were given together.
    owner = courses.listed().university[np.maximum(course, 0)]
    new = new[np.lexsort((key[new], course[new], owner[new], told["starts_at"][new]))]
    number[new] = _next() + np.arange(len(new), dtype=np.int32)
    number[~is_held] = CALLED_OFF
    order = np.lexsort((key, number))
    _put(closing, told | {"key": key, "lesson": number, "course": course}, order)


def _put(closing: Closing, told: dict[str, Any], order: "NDArray[np.int64]") -> None:
    listed, day = courses.listed(), closing.day
    assert day is not None
    course = np.maximum(told["course"][order], 0)
    session = {
        "key": told["key"][order],
        "raw": told["session"][order],
        "lesson": told["lesson"][order].astype(np.int32),
        "course": course.astype(np.int32),
        "university": listed.university[course],
        "starts_at": pa.array(told["starts_at"][order], pa.timestamp("us")),
        "run": told["run"][order],
        "day": pa.array(np.full(len(order), (day - EPOCH).days, np.int32), pa.date32()),
    }
    closing.put(SESSIONS, pa.table(session), day=day)
    held = session["lesson"] >= 0
    rows = order[held]
    lesson = {
        "lesson": session["lesson"][held],
        "course": session["course"][held],
        "university": session["university"][held],
        "platform": listed.platform[course[held]],
        "starts_at": session["starts_at"].filter(pa.array(held)),
        "day": session["day"].filter(pa.array(held)),
        "week": np.full(len(rows), day.isocalendar().week, np.int8),
        "minutes": told["minutes"][rows].astype(np.int16),
        "enrolled": told["enrolled"][rows].astype(np.int32),
    }
    closing.put("lesson", pa.table(lesson), day=day)


def _next() -> int:
    """Give the next number. The greatest so far stands in the feet of the files."""
    greatest = -1
    for place in eventstore.files(SESSIONS):
        foot = pq.read_metadata(place)
        at = foot.schema.names.index("lesson")
        for group in range(foot.num_row_groups if foot.num_rows else 0):
            greatest = max(greatest, foot.row_group(group).column(at).statistics.max)
    return greatest + 1


class Sessions:
    """The sessions around a day, as attendances ask for them."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.lesson, self.course, self.university = told["lesson"], told["course"], told["university"].astype(np.int16)
        self.starts_at = told["starts_at"]
        rows = np.arange(len(self.lesson), dtype=np.int32)
        self._by_key, self._by_raw = Lookup(told["key"], rows), Lookup(told["raw"], rows)

    def __len__(self) -> int:
        return len(self.lesson)

    def of(self, source: "NDArray[np.int16]", session: "NDArray[np.int64]") -> "NDArray[np.int32]":
        """Find the sessions that a source means; another platform may tell who came to it."""
        found = self._by_key.of(salted(source, session))
        left = np.flatnonzero(found == UNKNOWN)
        if len(left):
            found[left] = self._by_raw.of(session[left])
        return found
