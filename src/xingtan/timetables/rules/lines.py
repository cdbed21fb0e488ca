"""What a timetable says, line by line, and what is wrong with a line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

MOST_LINES = 50_000
MOST_PROBLEMS = 500


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that keeps a line from being planned; a note does not.

    :param line: where it is in the file, from 1; 0 for the file as a whole
    :param code: what is wrong, for `queries.words`
    :param value: what stands there
    """

    line: int
    code: str
    value: str = ""
    is_note: bool = False


@dataclass(slots=True, kw_only=True)
class Line:
    """One pattern as a timetable says it: nothing of it is looked up yet."""

    number: int
    key: str = ""
    code: str = ""
    weekday: int | None = None
    on: date | None = None
    starts: time = time(0)
    ends: time = time(0)
    weeks: str = ""
    room: str = ""
    campus: str = ""
    zone: str = ""
    mode: str = ""
    link: str = ""
    title: str = ""


@dataclass(slots=True)
class Read:
    """What was read of a file.

    :param columns: which of its columns says what
    :param heads: all its columns
    """

    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    heads: list[str] = field(default_factory=list)

    def note(self, number: int, code: str, value: Any = "") -> None:
        """Write down a problem; a list of problems has an end, too."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(number, code, str(value)[:200]))


Facts = Mapping[str, Any]


def recognise(known: Iterable[tuple[str, Facts]], wanted: Iterable[tuple[int, Facts]]) -> dict[int, str]:
    """Find for lines without a name which lines of the last time they were: the key of each that is found.

    All lines are of one class. First those that say the same, then those at the same hour of the same weekday, then
    those on the same weekday; the only one left is the only one left. What is alike stays in its order.
    """
    rest_known, rest_wanted = list(known), list(wanted)
    found: dict[int, str] = {}
    for alike in _LADDER:
        groups: dict[Any, list[str]] = {}
        for key, facts in rest_known:
            groups.setdefault(alike(facts), []).append(key)
        for number, facts in list(rest_wanted):
            keys = groups.get(alike(facts))
            if keys:
                found[number] = keys.pop(0)
        rest_known = [(key, facts) for key, facts in rest_known if key not in found.values()]
        rest_wanted = [(number, facts) for number, facts in rest_wanted if number not in found]
    if len(rest_known) == len(rest_wanted) == 1:
        found[rest_wanted[0][0]] = rest_known[0][0]
    return found


_LADDER = (
    lambda facts: tuple(sorted((name, str(value)) for name, value in facts.items())),
    lambda facts: (facts["weekday"], facts["on"], facts["starts"], facts["weeks"]),
    lambda facts: (facts["weekday"], facts["on"], facts["starts"]),
    lambda facts: (facts["weekday"], facts["on"]),
)
