"""Who rates whose work: so many for each work, never one's own nor one's group's, and everybody about as much."""

from collections import Counter, deque
from collections.abc import Iterable, Mapping
from itertools import chain

from xingtan.classroom.rules.chance import shuffled

Reviewers = dict[int, list[int]]


def assign(works: Mapping[int, frozenset[int]], reviewers: Iterable[int], *, each: int, seed: str) -> Reviewers:
    """Give each work its reviewers, different ones, as many as asked or as there are who did not make it.

    Reviewers wait in one line. Each work takes the first who did not make it; who was taken goes to the end,
    who may not keeps the place. What chance leaves uneven at the end is evened out.

    :param works: who made it, by work
    :param each: how many reviewers a work is to have
    """
    line = shuffled(reviewers, seed=seed)
    load, first = Counter(dict.fromkeys(line, 0)), 0
    chosen: Reviewers = {}
    for work in shuffled(works, seed=f"{seed}:works"):
        # From the first who waits to the last stand all reviewers, each once.
        taken = line[first : first + each]
        if not works[work].isdisjoint(taken):
            taken = _pass_over(line, first, works[work], each)
        first += len(taken)
        line += taken
        chosen[work] = sorted(taken)
    load.update(chain.from_iterable(chosen.values()))
    if load and max(load.values()) - min(load.values()) > 1:
        _even_out(chosen, works, load)
    return chosen


def _pass_over(line: list[int], first: int, makers: frozenset[int], each: int) -> list[int]:
    """Take the first who did not make the work; who did, waits on before all others."""
    taken: list[int] = []
    passed: list[int] = []
    at = first
    while at < len(line) and len(taken) < each:
        (passed if line[at] in makers else taken).append(line[at])
        at += 1
    line[first:at] = taken + passed
    return taken


def loads(chosen: Mapping[int, Iterable[int]]) -> Counter[int]:
    """Count the works each reviewer has."""
    return Counter(chain.from_iterable(chosen.values()))


def _even_out(chosen: Reviewers, works: Mapping[int, frozenset[int]], load: Counter[int]) -> None:
    """Hand works from those who have most to those who have least, in chains where it must be, until nobody gains."""
    has: dict[int, set[int]] = {person: set() for person in load}
    for work, people in chosen.items():
        for person in people:
            has[person].add(work)
    while True:
        least = min(load.values())
        busiest = {person for person, count in load.items() if count > least + 1}
        lightest = [person for person, count in load.items() if count == least]
        if not busiest or not any(_relieved(person, busiest, chosen, works, has, load) for person in lightest):
            return


def _relieved(
    person: int,
    busiest: set[int],
    chosen: Reviewers,
    works: Mapping[int, frozenset[int]],
    has: dict[int, set[int]],
    load: Counter[int],
) -> bool:
    """Find the shortest chain by which this person takes a work over, so that somebody busy has one less."""
    came: dict[int, tuple[int, int]] = {}
    seen, line = {person}, deque([person])
    while line:
        taker = line.popleft()
        for work, people in chosen.items():
            if work in has[taker] or taker in works[work]:
                continue
            for giver in people:
                if giver in seen:
                    continue
                seen.add(giver)
                came[giver] = (taker, work)
                if giver in busiest:
                    _hand_on(giver, person, came, chosen, has)
                    load[giver] -= 1
                    load[person] += 1
                    return True
                line.append(giver)
    return False


def _hand_on(
    giver: int, end: int, came: Mapping[int, tuple[int, int]], chosen: Reviewers, has: dict[int, set[int]]
) -> None:
    while giver != end:
        taker, work = came[giver]
        chosen[work][chosen[work].index(giver)] = taker
        chosen[work].sort()
        has[giver].discard(work)
        has[taker].add(work)
        giver = taker
