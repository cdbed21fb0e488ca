"""Compares two expressions as mathematics: at points drawn from the variables' ranges, always the same points.

Where numbers cannot decide (no value at most points, or a difference that rounding may have made) the comparison says
so, and a symbolic second opinion is asked elsewhere (`adapters/formula.py`).
"""

import random
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache

from xingtan.assessment.rules.evaluation import LARGEST_FACTORIAL, Undefined, value_at
from xingtan.assessment.rules.expression import parse, type_tree
from xingtan.assessment.rules.numeric import ROUNDING
from xingtan.assessment.rules.problem import FormulaQuestion, Tolerance
from xingtan.assessment.rules.unreadable import Unreadable
from xingtan.assessment.rules.words import gettext_noop as _

LARGEST_EXPONENT = 400


class Verdict(StrEnum):
    """What a comparison finds."""

    EQUAL = "equal"
    DIFFERENT = "different"
    UNSURE = "unsure"


def read(question: FormulaQuestion, text: str) -> type_tree:
    """Read an expression in the variables of this question.

    :raises Unreadable: if it is none, or has powers no honest answer has
    """
    tree = parse(text, question.variables, ignores_case=question.ignores_case)
    _refuse_towers(tree)
    return tree


@lru_cache(maxsize=256)
def _answer(text: str, names: tuple[str, ...]) -> type_tree:
    return parse(text, names)


def answer_of(question: FormulaQuestion) -> type_tree:
    """Read the question's own answer."""
    return _answer(question.answer, tuple(question.variables))


def points_of(variables: Mapping[str, tuple[float, float]], samples: int) -> list[dict[str, float]]:
    """Draw the points at which both expressions are compared: the same ones on every day and machine."""
    count = samples if any(low < high for low, high in variables.values()) else 1
    draw = random.Random("xingtan")  # noqa: S311 - sample points guard nothing
    return [{name: draw.uniform(low, high) for name, (low, high) in variables.items()} for _number in range(count)]


def compare(
    answer: type_tree, given: type_tree, points: Sequence[Mapping[str, float]], tolerance: Tolerance
) -> Verdict:
    """Compare two expressions at these points with a computer's ordinary numbers."""
    agreed = 0
    for point in points:
        try:
            expected = value_at(answer, point)
        except Undefined:
            continue
        try:
            value = value_at(given, point)
        except Undefined:
            return Verdict.UNSURE
        size = abs(expected)
        if abs(value - expected) > tolerance.around(size) + (ROUNDING.around(size) or 1e-12):
            return Verdict.DIFFERENT
        agreed += 1
    return Verdict.EQUAL if agreed * 2 > len(points) else Verdict.UNSURE


def _refuse_towers(tree: type_tree) -> None:
    """Refuse powers and factorials of numbers that would fill a machine: 9^9^9, 1000!."""
    if tree[0] in ("^", "!") or tree[:2] in (["call", "factorial"], ["call", "fact"]):
        largest = LARGEST_EXPONENT if tree[0] == "^" else LARGEST_FACTORIAL
        try:
            size = abs(value_at(tree[-1], {}))
        except KeyError:
            size = 0.0  # it holds a variable, whose range bounds it
        except Undefined:
            size = float("inf")
        if size > largest:
            raise Unreadable(_("This power or factorial is too large."))
    for child in tree[1:]:
        if isinstance(child, list):
            _refuse_towers(child)
