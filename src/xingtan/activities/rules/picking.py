"""Random pick: only among those present, and nobody twice unless the teacher says so."""

import heapq
from collections.abc import Collection, Iterable

from xingtan.activities.rules.chance import lot


def pool(present: Iterable[int], picked: Collection[int], *, again: bool) -> list[int]:
    """List who may be picked: those present, without those who had their turn unless they may come again."""
    return sorted(set(present) if again else set(present).difference(picked))


def pick(candidates: Iterable[int], *, seed: str, count: int = 1) -> list[int]:
    """Pick so many of the candidates. The same candidates and seed give the same pick, whatever their order.

    It is the start of ``chance.shuffled``, without putting everybody else in order.
    """
    return heapq.nsmallest(max(count, 0), set(candidates), key=lot(seed))
