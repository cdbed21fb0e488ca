"""What the public does not see: cells that would tell of too few people, and those that would give them away."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from xingtan.census.public import suppression


class _Counted(Protocol):
    @property
    def attendances(self) -> int: ...

    @property
    def learners(self) -> int: ...


R = TypeVar("R", bound=_Counted)


def closed(rows: Sequence[R]) -> list[R]:
    """Leave out the rows that tell of too few people, and others, so that no one can reckon the first from the total."""
    small = frozenset(place for place, each in enumerate(rows) if suppression.is_small(each.learners))
    if not small:
        return list(rows)
    total = len(rows)
    values: dict[suppression.Key, int] = {place: each.attendances for place, each in enumerate(rows)}
    values[total] = sum(each.attendances for each in rows)
    line = suppression.Line(total, tuple(range(total)))
    # The sum of all is told on the same page.
    hidden = suppression.suppress(suppression.Sheet(values, (line,), small)) - {total}
    return [each for place, each in enumerate(rows) if place not in hidden]
