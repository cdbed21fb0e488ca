"""The courses that were numbered, as lessons and enrollments ask for them."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from xingtan.closing.adapters.latest import read
from xingtan.closing.adapters.numbering import UNKNOWN, Lookup, salted
from xingtan.eventstore import public as eventstore

if TYPE_CHECKING:
    from numpy.typing import NDArray

TABLE = "listed"
COLUMNS = ("key", "raw", "course", "is_root", "university", "platform")


class Listed:
    """The courses, as lessons ask for them."""

    def __init__(self, told: dict[str, Any]) -> None:
        self._by_key = Lookup(told["key"], told["course"].astype(np.int32))
        self._by_raw = Lookup(told["raw"], told["course"].astype(np.int32))
        size = int(told["course"].max(initial=0)) + 1
        self.university, self.platform = np.zeros(size, np.int32), np.zeros(size, np.int16)
        roots = told["is_root"].astype(bool)
        self.university[told["course"][roots]] = told["university"][roots]
        self.platform[told["course"][roots]] = told["platform"][roots]

    def of(self, source: "NDArray[np.int16]", course: "NDArray[np.int64]") -> "NDArray[np.int32]":
        """Find the courses that a source means; what it does not list itself may be another's."""
        found = self._by_key.of(salted(source, course))
        left = np.flatnonzero(found == UNKNOWN)
        found[left] = self._by_raw.of(course[left])
        return found


def listed() -> Listed:
    """Give the courses that were numbered."""
    files = eventstore.files(TABLE)
    return _listed(files[0]) if files else Listed(read([], COLUMNS))


@lru_cache(maxsize=1)
def _listed(place: Path) -> Listed:
    return Listed(read([place], COLUMNS))
