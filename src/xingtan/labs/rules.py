"""What may come out of an experiment's frame: pure checks, for the browser may send anything."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

MOST_STEPS = 1000
"""Of one trial."""
MOST_TRIALS = 200
"""Of one learner at one experiment."""
MOST_AT_ONCE = 50
MOST_VALUES = 20
LONGEST_NAME = 80
LONGEST_WORDS = 200
STEP, SCORE, DONE = "step", "score", "done"
KINDS = (STEP, SCORE, DONE)
HEIGHTS = (200, 1600)
HEIGHT = 560


class Unfit(ValueError):
    """What was sent is no step of an experiment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One thing that an experiment said."""

    number: int
    kind: str
    name: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    score: Decimal | None = None


def new_ones(said: Iterable[Said], known: Iterable[int]) -> list[Said]:
    """Give what was not said before, in its order: what comes twice, or again later, counts once."""
    seen = set(known)
    found = []
    for each in sorted(said, key=lambda one: one.number):
        if each.number not in seen:
            seen.add(each.number)
            found.append(each)
    return found


def score_of(value: Any) -> Decimal:
    """Read a score: a number that exists, rounded as we keep it.

    :raises Unfit: if it is none
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise Unfit("score")
    try:
        read = Decimal(str(value))
    except InvalidOperation:
        raise Unfit("score") from None
    if not read.is_finite() or abs(read) > Decimal(1_000_000):
        raise Unfit("score")
    return read.quantize(Decimal("0.0001"))


def values_of(values: Any) -> dict[str, Any]:
    """Read the values of a step: few, short, and none that no database keeps.

    :raises Unfit: if they are not so
    """
    if not isinstance(values, dict) or len(values) > MOST_VALUES:
        raise Unfit("values")
    for name, value in values.items():
        if not isinstance(name, str) or not 0 < len(name) <= LONGEST_NAME:
            raise Unfit("values")
        match value:
            case bool() | None:
                pass
            case int() | float():
                # A whole number of a thousand digits is none that could be asked whether it is finite.
                if abs(value) > 1e15 or not math.isfinite(value):
                    raise Unfit("values")
            case str():
                if len(value) > LONGEST_WORDS:
                    raise Unfit("values")
            case _:
                raise Unfit("values")
    return dict(values)
