"""Groups: everyone is in exactly one, and sizes differ by at most one."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from xingtan.activities.registry.answers import Move, Unfit, gettext_noop
from xingtan.classroom.rules.chance import shuffled

Groups = list[list[int]]


def how_many(total: int, *, size: int | None = None, number: int | None = None) -> int:
    """Tell how many groups so many people make: by a size no group passes, or by number. Never an empty one."""
    if total <= 0:
        return 0
    if number:
        return min(max(number, 1), total)
    size = min(max(size or 1, 1), total)
    return -(-total // size)


def by_chance(people: Iterable[int], *, seed: str, size: int | None = None, number: int | None = None) -> Groups:
    """Deal people out in the order of the seed."""
    line = shuffled(people, seed=seed)
    return _dealt(line, how_many(len(line), size=size, number=number))


def by_result(
    people: Iterable[int],
    results: Mapping[int, float],
    *,
    seed: str,
    size: int | None = None,
    number: int | None = None,
) -> Groups:
    """Spread the strong over all groups: dealt there and back, best first; who has no result yet is dealt last.

    The seed decides among equals.
    """
    line = sorted(shuffled(people, seed=seed), key=lambda person: (person not in results, -results.get(person, 0.0)))
    count = how_many(len(line), size=size, number=number)
    groups: Groups = [[] for _each in range(count)]
    for place, person in enumerate(line):
        row, column = divmod(place, count)
        groups[count - 1 - column if row % 2 else column].append(person)
    return groups


def by_hub(
    people: Iterable[int],
    hubs: Mapping[int, str],
    *,
    seed: str,
    size: int | None = None,
    number: int | None = None,
) -> Groups:
    """Make groups of people who sit at the same place, so that they can turn their chairs. No group spans two.

    With a number, each place gets its share of it and at least one; within a place sizes differ by at most one.
    """
    places: dict[str, list[int]] = {}
    for person in shuffled(people, seed=seed):
        places.setdefault(hubs.get(person, ""), []).append(person)
    names = sorted(places)
    if number:
        counts = _shares([len(places[name]) for name in names], number)
    else:
        counts = [how_many(len(places[name]), size=size) for name in names]
    return [group for name, count in zip(names, counts, strict=True) for group in _dealt(places[name], count)]


def _dealt(line: Sequence[int], count: int) -> Groups:
    return [list(line[first::count]) for first in range(count)]


def _shares(sizes: Sequence[int], number: int) -> list[int]:
    """Give each place one group, and each further one where groups are largest."""
    counts = [1] * len(sizes)
    for _each in range(min(number, sum(sizes)) - len(sizes)):
        fullest = max(range(len(sizes)), key=lambda at: (sizes[at] / counts[at] if counts[at] < sizes[at] else 0, -at))
        counts[fullest] += 1
    return counts


RULES = ("chance", "result", "hub")


def deal(
    people: Iterable[int],
    *,
    rule: str,
    seed: str,
    size: int | None = None,
    number: int | None = None,
    results: Mapping[int, float] | None = None,
    hubs: Mapping[int, str] | None = None,
) -> dict[str, Any]:
    """Make groups by one of the rules, and say what it takes to make the same again.

    :raises Unfit: if there is nobody to put into groups
    """
    everyone = sorted(set(people))
    if not everyone:
        raise Unfit(gettext_noop("There is nobody to put into groups yet."))
    if rule == "result":
        made = by_result(everyone, results or {}, seed=seed, size=size, number=number)
    elif rule == "hub":
        made = by_hub(everyone, hubs or {}, seed=seed, size=size, number=number)
    else:
        made = by_chance(everyone, seed=seed, size=size, number=number)
    return {"groups": made, "rule": rule, "seed": seed}


def fold(moves: Iterable[Move]) -> dict[str, Any]:
    """Tell who is with whom: as dealt last, with those the teacher moved by hand. A group that all left is gone."""
    groups: Groups = []
    seed, rule = "", ""
    for move in moves:
        if move.do == "deal":
            groups = [list(group) for group in move.payload["groups"]]
            seed, rule = move.payload["seed"], move.payload["rule"]
        elif move.do == "put":
            person, to = move.payload["person"], move.payload["group"]
            for group in groups:
                if person in group:
                    group.remove(person)
            if to > len(groups):
                groups.append([])
            if to:
                groups[min(to, len(groups)) - 1].append(person)
    # Numbers stay with their groups while people are moved about.
    shown: list[dict[str, Any]] = [
        {"number": number, "people": group} for number, group in enumerate(groups, 1) if group
    ]
    return {
        "groups": shown,
        "of": {person: each["number"] for each in shown for person in each["people"]},
        "next": len(groups) + 1,
        "seed": seed,
        "rule": rule,
    }
