"""Clashes: one teacher, one room or one student in two sessions at once. Plain values, no database."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Literal

Kind = Literal["teacher", "room", "student"]


@dataclass(frozen=True, slots=True)
class Interval:
    """A session as far as clashes go.

    :param group: the class it belongs to
    :param place: the room on site where it is held, if it is
    """

    key: Hashable
    group: int
    starts_at: datetime
    ends_at: datetime
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Clash:
    """Two classes that need the same person or room at once, and all the times when they do.

    :param thing: the teacher or the room; none for students, who are counted
    :param count: how many people or rooms are concerned
    """

    kind: Kind
    thing: int | None
    first: int
    second: int
    pairs: tuple[tuple[Interval, Interval], ...]
    count: int = 1


Pairs = dict[tuple[int, int], list[tuple[Interval, Interval]]]


def overlaps(intervals: Iterable[Interval]) -> Iterator[tuple[Interval, Interval]]:
    """Give each two that share a moment, in one sweep over their starts. One that ends as another starts does not."""
    running: list[Interval] = []
    for each in sorted(intervals, key=lambda one: (one.starts_at, one.ends_at, str(one.key))):
        running = [one for one in running if one.ends_at > each.starts_at]
        for one in running:
            yield one, each
        running.append(each)


def in_rooms(intervals: Sequence[Interval]) -> list[Clash]:
    """Find rooms in which two sessions are held at once."""
    by_place: dict[int, list[Interval]] = defaultdict(list)
    for each in intervals:
        if each.place is not None:
            by_place[each.place].append(each)
    return _of_each("room", by_place)


def of_teachers(intervals: Sequence[Interval], teaches: Mapping[int, Iterable[int]]) -> list[Clash]:
    """Find teachers who have two sessions at once.

    :param teaches: for each class, who teaches it
    """
    by_group = _by_group(intervals)
    by_teacher: dict[int, list[Interval]] = defaultdict(list)
    for group, people in teaches.items():
        for person in set(people):
            by_teacher[person] += by_group.get(group, [])
    return _of_each("teacher", by_teacher)


def of_students(intervals: Sequence[Interval], learns: Mapping[int, Iterable[int]]) -> list[Clash]:
    """Find classes that meet at once though students take both, and count these.

    Classes are compared two and two, only those that share a student, and each two once.

    :param learns: for each class, who learns in it
    """
    groups_of: dict[int, list[int]] = defaultdict(list)
    counts: Counter[tuple[int, int]] = Counter()
    by_group = _by_group(intervals)
    for group in sorted(learns):
        # A class without sessions clashes with nothing, however many learn there.
        if group in by_group:
            people = set(learns[group])
            counts[group, group] = len(people)
            for person in people:
                groups_of[person].append(group)
    # Students of one year take the same classes: each set of classes is paired once.
    for groups, many in Counter(map(tuple, groups_of.values())).items():
        for pair in combinations(groups, 2):
            counts[pair] += many
    found = []
    for (first, second), count in sorted(counts.items()):
        both = by_group[first] if first == second else [*by_group[first], *by_group[second]]
        pairs = tuple(pair for pair in overlaps(both) if first == second or pair[0].group != pair[1].group)
        if pairs and count:
            found.append(Clash("student", None, first, second, pairs, count))
    return found


def _of_each(kind: Kind, intervals: Mapping[int, Sequence[Interval]]) -> list[Clash]:
    found = []
    for thing in sorted(intervals):
        pairs: Pairs = defaultdict(list)
        for one, other in overlaps(intervals[thing]):
            first, second = sorted((one.group, other.group))
            pairs[first, second].append((one, other))
        for (first, second), together in sorted(pairs.items()):
            found.append(Clash(kind, thing, first, second, tuple(together)))
    return found


def _by_group(intervals: Iterable[Interval]) -> dict[int, list[Interval]]:
    found: dict[int, list[Interval]] = defaultdict(list)
    for each in intervals:
        found[each.group].append(each)
    return found


def worst_first(clash: Clash) -> tuple[int, int, int, int, int]:
    """Give a key to sort by: the most people first, then the most times."""
    return (-clash.count, -len(clash.pairs), clash.first, clash.second, clash.thing or 0)
