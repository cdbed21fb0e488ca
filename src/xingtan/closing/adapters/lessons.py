"""Which lessons were held on a day: the latest word about each session, without those that were called off."""

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from xingtan.closing.adapters import moves
from xingtan.closing.adapters.latest import latest, read
from xingtan.closing.adapters.listed import listed
from xingtan.closing.adapters.moves import EPOCH, SESSIONS, WEIGHT
from xingtan.closing.adapters.numbering import UNKNOWN, Lookup, salted
from xingtan.eventstore import public as eventstore
from xingtan.eventstore.registry import Closing

if TYPE_CHECKING:
    from numpy.typing import NDArray

CALLED_OFF = -2
ELSEWHERE = -3
"""Stands where a lesson's number stands, for a session that was told of on this day and counts on another."""
_ASKED = ("key", "raw", "lesson", "course", "university", "starts_at")
_TOLD = ("source", "event", "at", "session", "course", "run", "starts_at", "minutes", "enrolled", "is_cancelled")


def close(closing: Closing) -> None:
    """Close the lessons of a day. A session that was numbered keeps its number; a new one gets the next."""
    day = closing.day
    assert day is not None
    told = read(closing.parts("held"), _TOLD)
    key = salted(told["source"], told["session"])
    rows = latest(key, *(told[name] for name in WEIGHT))
    key, told = key[rows], {name: column[rows] for name, column in told.items()}
    course = listed().of(told["source"], told["course"])
    kept = read(eventstore.files(SESSIONS, [day]), ("key", "lesson"))
    number = Lookup(kept["key"], kept["lesson"].astype(np.int32)).of(key)
    gone = moves.gone(key, day)
    is_held = (told["is_cancelled"] == 0) & (course != UNKNOWN) & ~gone
    new = np.flatnonzero(is_held & (number < 0))
    # By when they start, then by university: lessons that lie together were given together.
    owner = listed().university[np.maximum(course, 0)]
    new = new[np.lexsort((key[new], course[new], owner[new], told["starts_at"][new]))]
    number[new] = _next() + np.arange(len(new), dtype=np.int32)
    number[~is_held] = CALLED_OFF
    number[gone] = ELSEWHERE
    order = np.lexsort((key, number))
    _put(closing, told | {"key": key, "lesson": number, "course": course, "meant": told["course"]}, order)


def _put(closing: Closing, told: dict[str, Any], order: "NDArray[np.int64]") -> None:
    numbered, day = listed(), closing.day
    assert day is not None
    course = np.maximum(told["course"][order], 0)
    session = {
        "key": told["key"][order],
        "raw": told["session"][order],
        "lesson": told["lesson"][order].astype(np.int32),
        "course": course.astype(np.int32),
        "university": numbered.university[course],
        "platform": numbered.platform[course],
        "source": told["source"][order],
        "meant": told["meant"][order],
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
        "platform": numbered.platform[course[held]],
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


def around(day: date) -> dict[str, Any]:
    """Give the sessions that attendances of a day may mean: at midnight, who joins early comes on the day before."""
    days = [date.fromordinal(day.toordinal() + shift) for shift in (-1, 0, 1)]
    told = read(eventstore.files(SESSIONS, days), (*_ASKED, "day"))
    counts_on = moves.days_of(told["key"])
    is_moved = np.flatnonzero(counts_on)
    if len(is_moved):
        here = (day - EPOCH).days
        is_home = (counts_on == here) & (told["day"] == here)
        told["lesson"] = told["lesson"].copy()
        told["lesson"][(counts_on != 0) & ~is_home] = ELSEWHERE
        # Where it counts on this day, the days on which it does not are not asked.
        rows = np.flatnonzero((counts_on != here) | is_home)
        told = {name: column[rows] for name, column in told.items()}
    return told


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
        # Platforms tell of a session's learners one after another: each such stretch is asked for once.
        begins = np.ones(len(session), bool)
        np.not_equal(session[1:], session[:-1], out=begins[1:])
        begins[1:] |= source[1:] != source[:-1]
        first = np.flatnonzero(begins)
        source, asked = source[first], session[first]
        found = self._by_key.of(salted(source, asked))
        left = np.flatnonzero(found == UNKNOWN)
        if len(left):
            found[left] = self._by_raw.of(asked[left])
        return np.repeat(found, np.diff(first, append=len(session)))
