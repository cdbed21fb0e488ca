"""What is lacking, who is new, and who could stand by whom: pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

DRILL: Final = "drill"
DEVICES: Final = "devices"
WEEK: Final = "week"
THINGS = (DRILL, DEVICES, WEEK)

NOVICE_BELOW = 5
"""Who has held fewer sessions online is new to it."""
NOVICES_EACH = 3
"""More than so many a colleague cannot stand by."""


def lacks(*, has_drill: bool, is_drilled: bool, is_tested: bool, classes: int, classes_up: int) -> tuple[str, ...]:
    """Say what a teacher lacks; without a drill chosen nobody lacks it, and without a class nobody lacks week one."""
    found = (
        (DRILL, has_drill and not is_drilled),
        (DEVICES, not is_tested),
        (WEEK, classes_up < classes),
    )
    return tuple(name for name, is_lacking in found if is_lacking)


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """A teacher as far as pairing needs to know them."""

    key: int
    units: frozenset[int]
    held: int


def propose(
    colleagues: Iterable[Colleague], paired: Mapping[int, int], *, most: int = NOVICES_EACH
) -> list[tuple[int, int]]:
    """Propose a mentor for each novice who has none: of the own department first, then of any.

    Whoever has the fewest novices comes first, then who has held the most sessions.

    :param paired: novices who have a mentor, with that mentor
    """
    known = sorted(colleagues, key=lambda each: each.key)
    mentors = [each for each in known if each.held >= NOVICE_BELOW]
    load = {each.key: 0 for each in mentors}
    for key in paired.values():
        load[key] = load.get(key, 0) + 1
    found = []
    for novice in known:
        if novice.held >= NOVICE_BELOW or novice.key in paired:
            continue
        free = [each for each in mentors if load[each.key] < most and each.key != novice.key]
        near = [each for each in free if each.units & novice.units]
        if not (near or free):
            continue
        mentor = min(near or free, key=lambda each: (load[each.key], -each.held, each.key))
        load[mentor.key] += 1
        found.append((novice.key, mentor.key))
    return found


def percent(part: int, whole: int) -> int:
    """Give a share in whole percent; never all of it while something is missing."""
    return part * 100 // whole if whole else 0
