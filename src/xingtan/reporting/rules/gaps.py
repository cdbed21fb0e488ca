"""Numbers of batches: which are missing between those that came."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

MOST_HOLES = 1000

Gap = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a number belongs.

    :param kind: it is the next one, it fills a hole, it leaves a hole before it, or it was taken before
    """

    kind: Literal["next", "fills", "leaves", "again"]
    last: int
    missing: tuple[Gap, ...]


def place_of(number: int, *, last: int, missing: Sequence[Sequence[int]]) -> Place:
    """Put a number in its place after those that came; numbers begin with 1.

    :param missing: the holes so far, each from its first number to its last
    """
    holes = [(first, end) for first, end in missing]
    if number == last + 1:
        return Place("next", number, tuple(holes))
    if number > last:
        return Place("leaves", number, (*holes, (last + 1, number - 1)))
    for at, (first, end) in enumerate(holes):
        if first <= number <= end:
            parts = [(low, high) for low, high in ((first, number - 1), (number + 1, end)) if low <= high]
            return Place("fills", last, (*holes[:at], *parts, *holes[at + 1 :]))
    return Place("again", last, tuple(holes))


def missing_count(missing: Sequence[Sequence[int]]) -> int:
    """Count the numbers that are missing."""
    return sum(end - first + 1 for first, end in missing)
