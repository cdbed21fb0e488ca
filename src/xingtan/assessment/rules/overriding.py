"""What a teacher's score for a problem, a unit or a whole section means for each problem in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

STEP = Decimal("0.0001")
Level = Literal["problem", "unit", "section"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A problem, a unit or a section, as far as points go."""

    key: str
    level: Level
    title: Mapping[str, str]
    worth: Mapping[str, Decimal]
    """The points of each problem in it, by key, in the order of the course."""

    @property
    def possible(self) -> Decimal:
        """Add up the points there are."""
        return sum(self.worth.values(), Decimal(0))


def shared(points: Decimal, worth: Mapping[str, Decimal]) -> dict[str, tuple[Decimal, Decimal]]:
    """Give each problem the same share of its points, so that all together are exactly the points given.

    >>> shared(Decimal(1), {"a": Decimal(1), "b": Decimal(2)})
    {'a': (Decimal('0.3333'), Decimal('1.0000')), 'b': (Decimal('0.6667'), Decimal('2.0000'))}
    """
    whole = sum(worth.values(), Decimal(0))
    given: dict[str, tuple[Decimal, Decimal]] = {}
    before = so_far = Decimal(0)
    for key, possible in worth.items():
        so_far += possible
        # From the sums, so that what is rounded away at one problem is given at the next.
        upto = (points * so_far / whole).quantize(STEP)
        highest = possible.quantize(STEP)
        given[key] = (max(Decimal(0).quantize(STEP), min(upto - before, highest)), highest)
        before = upto
    return given
