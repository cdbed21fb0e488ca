"""Works out the value of a tree at a point, with complex numbers, in bounded time whatever the tree says."""

import cmath
import math
from collections.abc import Callable, Mapping

from xingtan.assessment.rules.expression import type_tree
from xingtan.assessment.rules.unreadable import Unreadable
from xingtan.assessment.rules.words import gettext_noop as _

LARGEST_FACTORIAL = 170

_CONSTANTS: dict[str, complex] = {"pi": math.pi, "e": math.e, "i": 1j, "j": 1j}


class Undefined(Exception):
    """The expression has no value at this point that a computer's numbers can hold."""


def value_at(tree: type_tree, point: Mapping[str, float]) -> complex:
    """Work out the value at a point.

    :raises Undefined: if there is none, or it is too large
    """
    try:
        value = _value(tree, point)
    except (ArithmeticError, ValueError) as error:
        raise Undefined from error
    if not cmath.isfinite(value):
        raise Undefined
    return value


def real_value(tree: type_tree) -> float:
    """Work out the value of an expression without variables, as a real number.

    :raises Unreadable: if it has none
    """
    try:
        value = value_at(tree, {})
    except Undefined:
        raise Unreadable(_("This has no value, or one that is too large.")) from None
    if abs(value.imag) > 1e-9 * abs(value.real):
        raise Unreadable(_("This is not a real number."))
    return value.real


def _value(tree: type_tree, point: Mapping[str, float]) -> complex:
    kind = tree[0]
    if kind == "number":
        return complex(float(tree[1]))
    if kind == "name":
        name = tree[1]
        return complex(point[name]) if name in point else _CONSTANTS[name]
    if kind == "call":
        return _FUNCTIONS[tree[1]](_value(tree[2], point))
    left = _value(tree[1], point)
    if kind == "!":
        return _factorial(left)
    if len(tree) == 2:
        return -left
    right = _value(tree[2], point)
    if kind == "+":
        return left + right
    if kind == "*":
        return left * right
    if kind == "/":
        return left / right
    return _power(left, right)


def _power(base: complex, exponent: complex) -> complex:
    if base.imag == 0 == exponent.imag and (base.real >= 0 or exponent.real.is_integer()):
        # The real power is exact where the complex one is off by rounding: (-2)^3.
        return complex(math.pow(base.real, exponent.real))
    return base**exponent


def _factorial(value: complex) -> complex:
    if value.imag or value.real < 0 or value.real > LARGEST_FACTORIAL:
        raise ValueError
    return complex(math.gamma(value.real + 1))


def _cube_root(value: complex) -> complex:
    return complex(math.cbrt(value.real)) if not value.imag else value ** (1 / 3)


def _of_real(function: Callable[[float], float], other: Callable[[complex], complex]) -> Callable[[complex], complex]:
    def either(value: complex) -> complex:
        return complex(function(value.real)) if not value.imag else other(value)

    return either


_FUNCTIONS: dict[str, Callable[[complex], complex]] = {
    "sqrt": cmath.sqrt,
    "cbrt": _cube_root,
    "exp": _of_real(math.exp, cmath.exp),
    "ln": cmath.log,
    "log2": lambda value: cmath.log(value) / math.log(2),
    "log10": cmath.log10,
    "abs": lambda value: complex(abs(value)),
    "sin": _of_real(math.sin, cmath.sin),
    "cos": _of_real(math.cos, cmath.cos),
    "tan": _of_real(math.tan, cmath.tan),
    "sec": lambda value: 1 / cmath.cos(value),
    "csc": lambda value: 1 / cmath.sin(value),
    "cot": lambda value: 1 / cmath.tan(value),
    "asin": cmath.asin,
    "acos": cmath.acos,
    "atan": cmath.atan,
    "sinh": cmath.sinh,
    "cosh": cmath.cosh,
    "tanh": cmath.tanh,
    "asinh": cmath.asinh,
    "acosh": cmath.acosh,
    "atanh": cmath.atanh,
    "factorial": _factorial,
    "re": lambda value: complex(value.real),
    "im": lambda value: complex(value.imag),
    "conj": lambda value: value.conjugate(),
}
_FUNCTIONS |= {f"arc{name[1:]}": _FUNCTIONS[name] for name in ("asin", "acos", "atan", "asinh", "acosh", "atanh")}
_FUNCTIONS["fact"] = _factorial
