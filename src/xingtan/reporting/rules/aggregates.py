"""Figures of days become figures of a period."""

from collections.abc import Iterable, Mapping
from datetime import date

from xingtan.reporting.rules.measures import MEASURES

SUMMED = frozenset({"lessons", "attendances", "minutes", "new_moocs", "new_other_courses"})
"""What happens on a day happens on no other; all else that is counted is there on several days."""
LARGEST = 10**15
"""No day of any institution has more of anything."""


def is_aggregate(measure: object, value: int) -> bool:
    """Test whether something that is counted is told."""
    return measure in MEASURES and 0 <= value <= LARGEST


def of_period(measure: str, days: Mapping[date, int]) -> int:
    """Give the figure of a period: the sum, or of people and courses the greatest day, as there were at least so many."""
    return sum(days.values()) if measure in SUMMED else max(days.values(), default=0)


def countable(rows: Iterable[Mapping[str, object]]) -> list[tuple[str, str, str, int]]:
    """Give code, measure, day and value of the rows that can be counted; the others are only kept."""
    found = []
    for row in rows:
        value, measure = row["value"], row["measure"]
        if isinstance(value, int) and is_aggregate(measure, value):
            found.append((str(row["institution"])[:128], str(measure), str(row["day"]), value))
    return found
