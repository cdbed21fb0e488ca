"""What is reckoned without a database: minutes that a browser says were watched, and answers that mislead."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_NUMBERS = re.compile(r"[0-9]{1,4}:[0-9]{1,4}:[0-9]{1,4}")
LONGEST_MINUTES = 600
MOST_IN_ONE = 120
MOST_TIMES = 50


@dataclass(frozen=True, slots=True)
class Played:
    """What one visit played of one minute."""

    minute: int
    plays: int
    again: int


def read_minutes(said: str) -> list[Played]:
    """Read what a browser says it played: ``0:1:0 1:3:2`` is the first minute once, the second three times, twice again.

    What is no such thing is left out, and no visit counts a minute more than some dozens of times.
    """
    found: dict[int, Played] = {}
    for each in said.split()[:MOST_IN_ONE]:
        numbers = [int(part) for part in each.split(":")] if _NUMBERS.fullmatch(each) else []
        if numbers and numbers[0] < LONGEST_MINUTES and numbers[1] > 0:
            plays = min(MOST_TIMES, numbers[1])
            found.setdefault(numbers[0], Played(numbers[0], plays, min(plays, numbers[2])))
    return [found[minute] for minute in sorted(found)]


def is_return(places: Mapping[str, int], before: str, unit: str) -> bool:
    """Test whether somebody came back to a unit from a later one."""
    return before in places and places[before] > places[unit]


@dataclass(frozen=True, slots=True)
class Misled:
    """What first answers to one question say of the question.

    :param wrong: the wrong answer most gave, as it was kept
    :param wrong_share: of all who answered
    """

    answers: int
    right_share: float
    wrong: object
    wrong_share: float


def misled(answers: Iterable[tuple[object, bool, int]]) -> Misled | None:
    """Look at first answers: each as it was given, whether it was right, and how many gave it."""
    right = total = 0
    wrong: Counter[str] = Counter()
    as_given: dict[str, object] = {}
    for given, is_right, count in answers:
        total += count
        if is_right:
            right += count
        else:
            wrong[repr(given)] += count
            as_given[repr(given)] = given
    if not total:
        return None
    most = wrong.most_common(1)
    return Misled(
        answers=total,
        right_share=right / total,
        wrong=as_given[most[0][0]] if most else None,
        wrong_share=most[0][1] / total if most else 0.0,
    )


def weeks_with(counts: Mapping[int, int], last: int, number: int) -> list[int]:
    """Give what was done in each of the last weeks, oldest first."""
    return [counts.get(week, 0) for week in range(last - number + 1, last + 1)]
