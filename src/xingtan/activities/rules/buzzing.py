"""Buzz-in: who was first, by arrival at the server, and when nobody can honestly say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

# Two requests that reach two web processes this close may have been read in either order.
TIE = timedelta(milliseconds=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where somebody came in."""

    person: int
    at: datetime
    place: int
    is_tied: bool

    @property
    def is_first(self) -> bool:
        """Test whether nobody was before."""
        return self.place == 1


def order(arrivals: Iterable[tuple[int, datetime]], *, tie: timedelta = TIE) -> list[Place]:
    """Order people by their first arrival; those closer than a tie to the first of their place share it.

    The window starts at the first of a place and does not move on with each who joins it:
    a steady stream of people is not one great tie.
    """
    firsts: dict[int, datetime] = {}
    for person, at in arrivals:
        if person not in firsts or at < firsts[person]:
            firsts[person] = at
    line = sorted(firsts.items(), key=lambda each: (each[1], each[0]))

    places: list[Place] = []
    start = 0
    while start < len(line):
        end = start + 1
        while end < len(line) and line[end][1] - line[start][1] < tie:
            end += 1
        shared = end - start > 1
        places += [Place(person=person, at=at, place=start + 1, is_tied=shared) for person, at in line[start:end]]
        start = end
    return places
