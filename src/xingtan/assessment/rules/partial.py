"""Adds up what the questions of a problem earned."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from xingtan.assessment.rules.problem import Problem

FULL = Decimal(1)
NOTHING = Decimal(0)
_STEP = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Mark:
    """What one question earned, as a share of its points from 0 to 1."""

    share: Decimal

    @property
    def verdict(self) -> str:
        """Say it in one word: right, partly or wrong."""
        if self.share >= FULL:
            return "right"
        return "partly" if self.share > NOTHING else "wrong"


def score_of(problem: Problem, marks: Mapping[str, Mark]) -> Decimal:
    """Work out the points of the whole problem from the marks of its questions."""
    points = sum((question.points for question in problem.questions), NOTHING)
    if not points:
        return NOTHING
    earned = sum(
        (question.points * marks[question.id].share for question in problem.questions if question.id in marks), NOTHING
    )
    return round_points(problem.possible * earned / points)


def round_points(points: Decimal) -> Decimal:
    """Round to the four decimals that are kept."""
    return points.quantize(_STEP, rounding=ROUND_HALF_UP)
