"""What was found wrong with a day's stream, by class and platform: counted while it was put right."""

from collections import Counter
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from xingtan.closing.adapters.lessons import CALLED_OFF
from xingtan.closing.adapters.moves import EPOCH

if TYPE_CHECKING:
    from numpy.typing import NDArray

DAY_US = 86_400_000_000
LATE_US = 2 * DAY_US
"""A word that comes two days after the lesson's day is late."""
FIRST_US = 631_152_000_000_000

HEARD = "heard"
"""No fault: how many attendances a platform told of at all, so that a silence can be seen."""


class Found:
    """Counts of what was found, by class and source."""

    def __init__(self, day: date, *, now_us: int) -> None:
        self._counts: Counter[tuple[str, int]] = Counter()
        self._lock = Lock()
        self._late_from = (day - EPOCH).days * DAY_US + LATE_US
        self._ahead = now_us + DAY_US

    def add(self, kind: str, source: "NDArray[np.int16]", *, leaving: "NDArray[np.int16] | None" = None) -> None:
        """Count a row of each of these sources; those that are left are not counted."""
        counts = np.bincount(source)
        if leaving is not None:
            counts[: int(leaving.max(initial=-1)) + 1] -= np.bincount(leaving)
        with self._lock:
            for each in np.flatnonzero(counts):
                self._counts[kind, int(each)] += int(counts[each])

    def countable(
        self, told: dict[str, Any], lesson: "NDArray[np.int32]", here: "NDArray[np.bool_]"
    ) -> "NDArray[np.bool_]":
        """Say which rows can be counted, and why the others cannot."""
        source, at = told["source"], told["at"]
        self.add(HEARD, source[here])
        reasons = {
            "past": at < FIRST_US,
            "future": at > self._ahead,
            "negative": told["seconds"] < 0,
            "cancelled": lesson == CALLED_OFF,
            "no_lesson": lesson > CALLED_OFF,
        }
        reasons["no_lesson"] &= lesson < 0
        left = here.copy()
        for kind, is_it in reasons.items():
            hit = is_it & left
            if hit.any():
                self.add(kind, source[hit])
                left &= ~hit
        return left

    def late(self, said: dict[str, "NDArray[Any]"], rows: "NDArray[np.int64]") -> None:
        """Count attendances of which the word that counts came late."""
        late = rows[said["at"][rows] >= self._late_from]
        if len(late):
            self.add("late", said["source"][late])

    def told(
        self,
        pair: "NDArray[np.int64]",
        said: dict[str, "NDArray[Any]"],
        order: "NDArray[np.int64]",
        ends: "NDArray[np.int64]",
    ) -> None:
        """Count what was said again, corrected and taken back.

        :param order: rows by lesson, learner, account and moment
        :param ends: the places in it of the latest words
        """
        event, source, attended = said["event"][order], said["source"][order], said["is_attended"][order]
        begins = np.zeros(len(order), bool)
        begins[0] = True
        begins[ends[:-1] + 1] = True
        again = np.zeros(len(order), bool)
        again[1:] = ~begins[1:] & (event[1:] == event[:-1]) & (source[1:] == source[:-1])
        self.add("duplicate", source[again])
        group = np.cumsum(begins) - 1
        words = np.bincount(group, weights=~again).astype(np.int64)
        was_there = np.bincount(group, weights=attended != 0) > 0
        is_there = attended[ends] != 0
        self.add("corrected", source[ends][(words > 1) & is_there])
        self.add("taken_back", source[ends][was_there & ~is_there])

    def table(self) -> pa.Table:
        """Give the counts as a table."""
        rows = sorted(self._counts.items())
        return pa.table(
            {
                "kind": pa.array([kind for (kind, _), _ in rows], pa.string()),
                "source": pa.array([source for (_, source), _ in rows], pa.int16()),
                "count": pa.array([count for _, count in rows], pa.int64()),
            }
        )
