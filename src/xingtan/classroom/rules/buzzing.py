"""Buzz-in: who was first, by arrival at the server, and when nobody can honestly say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from xingtan.activities.registry.answers import Answer, Move

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


def fold(answers: Iterable[Answer], moves: Iterable[Move]) -> dict[str, Any]:
    """Tell the order of the round that runs, whose turn it is, and what was judged.

    A round ends when the teacher begins the next; who was judged wrong has had their turn.
    """
    begun_at, number = None, 1
    judged: dict[int, bool] = {}
    for move in moves:
        if move.do == "again":
            begun_at, number, judged = move.at, number + 1, {}
        elif move.do == "judge":
            judged[move.payload["person"]] = bool(move.payload["right"])
    arrivals = [(each.person, each.at) for each in answers if begun_at is None or each.at > begun_at]
    line = order(arrivals)
    start = line[0].at if line else None
    places = [
        {
            "person": each.person,
            "place": each.place,
            "is_tied": each.is_tied,
            "after_ms": round((each.at - start) / timedelta(milliseconds=1)) if start else 0,
            "is_right": judged.get(each.person),
        }
        for each in line
    ]
    is_solved = any(judged.values())
    waiting = [each for each in places if each["is_right"] is None]
    return {
        "round": number,
        "begun_at": begun_at,
        "places": places,
        "by": {each["person"]: each for each in places},
        "is_solved": is_solved,
        "turn": [] if is_solved else [each["person"] for each in waiting if each["place"] == waiting[0]["place"]],
    }
