"""Random pick: only among those present, and nobody twice unless the teacher says so."""

import heapq
from collections.abc import Collection, Iterable
from typing import Any

from xingtan.activities.registry.answers import Move, Unfit, gettext_noop
from xingtan.classroom.rules.chance import lot


def pool(present: Iterable[int], picked: Collection[int], *, again: bool) -> list[int]:
    """List who may be picked: those present, without those who had their turn unless they may come again."""
    return sorted(set(present) if again else set(present).difference(picked))


def pick(candidates: Iterable[int], *, seed: str, count: int = 1) -> list[int]:
    """Pick so many of the candidates. The same candidates and seed give the same pick, whatever their order.

    It is the start of ``chance.shuffled``, without putting everybody else in order.
    """
    return heapq.nsmallest(max(count, 0), set(candidates), key=lot(seed))


def draw(present: Collection[int], picked: Collection[int], *, seed: str, count: int, again: bool) -> dict[str, Any]:
    """Draw, and give all it takes to draw the same again: who could be picked, and the seed.

    :raises Unfit: if there is nobody to pick
    """
    if not present:
        raise Unfit(gettext_noop("Nobody is known to be here yet. Open a check-in first, then pick."))
    candidates = pool(present, picked, again=again)
    if not candidates:
        raise Unfit(gettext_noop("Everybody who is here had a turn. Allow repeats to go on."))
    people = pick(candidates, seed=seed, count=count)
    return {"people": people, "seed": seed, "pool": candidates, "again": again}


def picked_in(moves: Iterable[Move]) -> list[int]:
    """Give everybody who was picked, in the order of their first turn."""
    return list(dict.fromkeys(person for move in moves if move.do == "draw" for person in move.payload["people"]))


def fold(moves: Iterable[Move]) -> dict[str, Any]:
    """Tell who was picked, draw by draw, the last first."""
    draws = [
        {
            "people": move.payload["people"],
            "seed": move.payload["seed"],
            "among": len(move.payload["pool"]),
            "again": move.payload["again"],
            "at": move.at,
        }
        for move in moves
        if move.do == "draw"
    ]
    for number, each in enumerate(draws, 1):
        each["number"] = number
    return {"draws": draws[::-1], "last": draws[-1] if draws else None}
