"""What looks as if a program had learnt in somebody's place. Each rule gives evidence, which a person weighs; none punishes.

Whether many accounts come from one device or address is not asked: neither is kept anywhere.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, Final

FILMS: Final = "films"
COURSES: Final = "courses"
HOURS: Final = "hours"
TIMING: Final = "timing"
RULES = (FILMS, COURSES, HOURS, TIMING)

FASTEST = 2.0
"""The player goes no faster."""
FEWEST_FILMS = 3
SHORTEST_FILMS = 300.0
MOST_COURSES = 4
COURSES_WITHIN = timedelta(hours=1)
MOST_HOURS = 20
HOURS_WITHIN = timedelta(hours=24)
FEWEST_ALIKE = 8
ALIKE_WITHIN = timedelta(seconds=2)
SPREAD = timedelta(minutes=30)
TOGETHER = 3

Evidence = list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A block that somebody completed: in which course, when, and how long its films are."""

    run: int
    key: str
    at: datetime
    seconds: float = 0.0


def films_too_fast(done: Iterable[Done]) -> Evidence:
    """Find films that were through faster than any player plays them: none, unless there are several.

    What was completed at the same moment is one visit; its films were watched since the moment before it.
    """
    visits: dict[datetime, list[Done]] = defaultdict(list)
    for each in done:
        visits[each.at.replace(microsecond=0)].append(each)
    moments = sorted(visits)
    found: Evidence = []
    for before, moment in pairwise(moments):
        seconds = sum(each.seconds for each in visits[moment])
        passed = (moment - before).total_seconds()
        if seconds > 0 and passed * FASTEST < seconds:
            found += [
                {"key": each.key, "at": moment.isoformat(), "film": round(seconds), "passed": round(passed)}
                for each in visits[moment]
                if each.seconds > 0
            ]
    is_much = len(found) >= FEWEST_FILMS and sum(row["film"] for row in found) >= SHORTEST_FILMS
    return found if is_much else []


def many_courses(done: Sequence[Done]) -> Evidence:
    """Find the hour in which somebody completed parts of more courses than one person follows at once."""
    ordered = sorted(done, key=lambda each: each.at)
    times = [each.at for each in ordered]
    best: Evidence = []
    for place, each in enumerate(ordered):
        within = ordered[place : bisect_right(times, each.at + COURSES_WITHIN)]
        count = len({one.run for one in within})
        if count > MOST_COURSES and (not best or count > best[0]["courses"]):
            # Which other courses they are is nobody's business here.
            best = [{"courses": count, "from": each.at.isoformat(), "parts": len(within)}]
    return best


def impossible_hours(times: Iterable[datetime]) -> Evidence:
    """Find a day and night in which somebody was at work in nearly every hour."""
    hours = sorted({each.replace(minute=0, second=0, microsecond=0) for each in times})
    for place, first in enumerate(hours):
        within = hours[place : bisect_left(hours, first + HOURS_WITHIN)]
        if len(within) > MOST_HOURS:
            return [{"from": first.isoformat(), "hours": len(within)}]
    return []


def same_timing(answers: Mapping[int, Mapping[str, datetime]]) -> dict[tuple[int, int], Evidence]:
    """Find pairs of students who answered the same questions at the same seconds, again and again.

    Where three or more answer together, a class sits together; that is left alone, and so is a single sitting.

    :param answers: the moment of each answer, by student and question
    """
    by_key: dict[str, list[tuple[datetime, int]]] = defaultdict(list)
    for student, given in answers.items():
        for key, at in given.items():
            by_key[key].append((at, student))
    alike: dict[tuple[int, int], list[tuple[str, datetime]]] = defaultdict(list)
    for key, rows in by_key.items():
        rows.sort()
        times = [at for at, _student in rows]
        for place, (at, student) in enumerate(rows):
            near = rows[bisect_left(times, at - ALIKE_WITHIN) : bisect_right(times, at + ALIKE_WITHIN)]
            if len(near) < TOGETHER and place + 1 < len(rows) and rows[place + 1] in near:
                other = rows[place + 1][1]
                alike[min(student, other), max(student, other)].append((key, at))
    return {
        pair: [{"key": key, "at": at.isoformat()} for key, at in sorted(rows, key=lambda row: row[1])]
        for pair, rows in alike.items()
        if len(rows) >= FEWEST_ALIKE and max(at for _, at in rows) - min(at for _, at in rows) >= SPREAD
    }
