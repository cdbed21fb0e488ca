"""Who may need help, and why: always reasons that can be said in words, never a number that nobody can question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

MISSED: Final = "missed"
POINTS: Final = "points"
WORK: Final = "work"
UNSEEN: Final = "unseen"
FEWEST_FOR_A_QUANTILE: Final = 10
"""In a small class somebody is always last; that says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is watched; 0 is not."""

    missed_in_a_row: int = 3
    quantile_percent: int = 10
    days_unseen: int = 14
    expects_work: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known of a student, as far as this needs it; None where it cannot be known."""

    missed: int = 0
    points: Decimal | None = None
    has_handed_in: bool | None = None
    days_unseen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a student is flagged; ``facts`` are what the words of it need."""

    code: str
    facts: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Give it as it is kept."""
        return {"code": self.code, "facts": self.facts}


def reasons(standing: Standing, terms: Terms, *, line: Decimal | None) -> list[Reason]:
    """Give the reasons to ask how a student is; none is an empty list.

    :param line: points below this are among the lowest of the class, if there is such a line
    """
    found = []
    if 0 < terms.missed_in_a_row <= standing.missed:
        found.append(Reason(code=MISSED, facts={"count": standing.missed}))
    if line is not None and standing.points is not None and standing.points < line:
        found.append(Reason(code=POINTS, facts={"points": f"{standing.points:f}", "percent": terms.quantile_percent}))
    if terms.expects_work and standing.has_handed_in is False:
        found.append(Reason(code=WORK))
    if standing.days_unseen is not None and 0 < terms.days_unseen <= standing.days_unseen:
        found.append(Reason(code=UNSEEN, facts={"days": standing.days_unseen}))
    return found


def missed_in_a_row(statuses: Sequence[str], *, here: Iterable[str], excused: Iterable[str]) -> int:
    """Count how many of the latest sessions were missed without a gap; excused ones neither count nor break it."""
    present, without = frozenset(here), frozenset(excused)
    count = 0
    for status in reversed(statuses):
        if status in present:
            break
        count += status not in without
    return count


def line_of(points: Sequence[Decimal], percent: int) -> Decimal | None:
    """Give the points below which one is among the lowest so many percent; none in a small class, or if all are alike."""
    if not percent or len(points) < FEWEST_FOR_A_QUANTILE:
        return None
    ordered = sorted(points)
    line = ordered[len(ordered) * percent // 100]
    return line if line > ordered[0] else None
