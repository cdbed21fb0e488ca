"""Which tables can be published, and what their rows are before they are counted."""

from collections.abc import Sequence
from datetime import date
from itertools import combinations

from xingtan.census.rules.measures import MEASURES, Asked, CannotBeAsked, Measure
from xingtan.census.rules.words import gettext_noop as _

MOST_DIMENSIONS = 3
NOT_IN_TABLES = frozenset({"retention"})

# By these names institutions report what is counted here. Minutes are not among them: theirs are of lessons.
REPORTED = {
    "universities": ("lessons", "courses", "attendances"),
    "teachers": ("teachers",),
    "courses": ("courses",),
    "lessons": ("lessons",),
    "attendances": ("attendances",),
    "distinct_learners": ("learners",),
    "new_moocs": ("new_moocs",),
    "new_other_courses": ("new_other_courses",),
}


def refusal(measures: Sequence[str], by: Sequence[str], start: date | None, end: date) -> str:
    """Say why this table cannot be published; nothing if it can."""
    if not measures:
        return _("it has no measure")
    if len(by) > MOST_DIMENSIONS:
        return _("it has too many dimensions")
    for key in measures:
        found = MEASURES.get(key)
        if found is None:
            return f"{key[:40]}?"
        if found.error or key in NOT_IN_TABLES:
            return f"{key}: " + _("it is approximate, or a series of its own")
        try:
            found.check(Asked(tuple(by), start, end))
        except CannotBeAsked as refused:
            return str(refused)
    return ""


def publishable() -> list[Measure]:
    """Give the measures that can stand in a published table, in the order they were defined."""
    return [each for key, each in MEASURES.items() if not each.error and key not in NOT_IN_TABLES]


def margins(by: Sequence[str]) -> list[tuple[str, ...]]:
    """Name every set of dimensions that the table has rows for: all of them, and each total."""
    return [kept for size in range(len(by) + 1) for kept in combinations(by, size)]
