"""Reads numbers and units as people type them, and judges them."""

import re
from decimal import Decimal
from functools import lru_cache

from xingtan.assessment.rules.evaluation import real_value
from xingtan.assessment.rules.expression import LONGEST, parse
from xingtan.assessment.rules.numerals import arabic_numerals
from xingtan.assessment.rules.partial import FULL, NOTHING
from xingtan.assessment.rules.problem import NumericQuestion, Tolerance
from xingtan.assessment.rules.signs import plain_signs
from xingtan.assessment.rules.unreadable import Unreadable
from xingtan.assessment.rules.words import gettext_noop as _

# What floating-point arithmetic may lose on the way; never a tolerance anyone would notice.
ROUNDING = Tolerance(1e-9, is_relative=True)
_ROUNDING_AT_ZERO = 1e-12

_PREFIXES = {
    "Q": 1e30, "R": 1e27, "Y": 1e24, "Z": 1e21, "E": 1e18, "P": 1e15, "T": 1e12, "G": 1e9, "M": 1e6, "k": 1e3, "h": 1e2,
    "da": 1e1, "d": 1e-1, "c": 1e-2, "m": 1e-3, "µ": 1e-6, "u": 1e-6, "n": 1e-9, "p": 1e-12, "f": 1e-15, "a": 1e-18,
    "z": 1e-21, "y": 1e-24, "r": 1e-27, "q": 1e-30,
}  # fmt: skip
_GROUPED = re.compile(r"(?<![\w.,])(\d{1,3}(?:[ '_]\d{3})+)(?![\d])")
_COMMA_GROUPS = re.compile(r"(?<![\w.,])(\d{1,3}(?:,\d{2,3})*,\d{3})(?![\d,])(\.\d+)?")
_DOT_GROUPS = re.compile(r"(?<![\w.,])(\d{1,3}(?:\.\d{3})+)(,\d+)|(?<![\w.,])(\d{1,3}(?:\.\d{3}){2,})(?![\d.])")


def readings(text: str) -> tuple[float, ...]:
    """Read a number or an expression such as 2/3 or 3*10^4; "1,234" has two readings, and both are returned.

    :raises Unreadable: if it is neither
    """
    if len(text) > LONGEST:
        raise Unreadable(_("This is too long: an expression has at most %(most)s characters."), most=str(LONGEST))
    plain = arabic_numerals(plain_signs(text)).strip().replace("\N{NO-BREAK SPACE}", " ")
    plain = _GROUPED.sub(lambda found: re.sub(r"[ '_]", "", found[1]), plain)
    plain = _DOT_GROUPS.sub(_without_dots, plain)
    if "," not in plain:
        return (real_value(parse(plain)),)
    grouped = _COMMA_GROUPS.sub(lambda found: found[1].replace(",", "") + (found[2] or ""), plain)
    # In half of the world the comma is the decimal sign, in the other half it parts the thousands.
    ways = [way for way in (grouped, plain.replace(",", ".")) if not re.search(r"\d\.\d+\.", way) and "," not in way]
    if not ways:
        raise Unreadable(_("The commas and points of this number can be read in no way."))
    return tuple(dict.fromkeys(real_value(parse(way)) for way in ways))


def split_unit(text: str, question: NumericQuestion) -> tuple[str, float]:
    """Part the number from its unit, and say by what the unit multiplies it.

    :raises Unreadable: if a unit is missing, or not one of the question's
    """
    plain = _unit_form(text).rstrip()
    if not question.units:
        return _without_suffix(plain, question.suffix), 1.0
    for written, factor in _units(tuple(question.units.items()), has_prefixes=question.has_prefixes):
        if plain.endswith(written):
            number = plain.removesuffix(written)
            # The "m" of "5 cm" is not a meter, and the "m" of "gram" neither.
            if number and not re.search(r"[^\W\d_]$", number):
                return number, factor
    known = ", ".join(question.units)
    tail = re.search(r"[^\W\d_][^\s\d]*$", plain)
    if tail is not None:
        raise Unreadable(
            _("The unit “%(unit)s” is not known here. Use one of: %(known)s."), unit=tail[0].strip(), known=known
        )
    if question.is_unit_optional:
        return plain, 1.0
    raise Unreadable(_("Write the unit too. Use one of: %(known)s."), known=known)


def judge(question: NumericQuestion, text: str) -> Decimal:
    """Judge a typed number: say what share of the points it earns.

    :raises Unreadable: if it is no number, or its unit is missing or strange
    """
    number, factor = split_unit(text, question)
    values = [value * factor for value in readings(number)]
    if any(_is_right(question, value) for value in values):
        return FULL
    if any(_is_near(question, value) for value in values):
        return question.nearly_share
    return NOTHING


def is_within(value: float, answer: float, tolerance: Tolerance | None) -> bool:
    """Test whether a value is the answer, within the tolerance and what arithmetic loses."""
    lost = ROUNDING.around(answer) or _ROUNDING_AT_ZERO
    allowed = tolerance.around(answer) if tolerance else 0.0
    return abs(value - answer) <= allowed + lost


def _is_right(question: NumericQuestion, value: float) -> bool:
    if question.span is not None and question.span.holds(value):
        return True
    answers = [question.answer, *question.accept] if question.answer else list(question.accept)
    return any(is_within(value, known(answer), question.tolerance) for answer in answers)


def _is_near(question: NumericQuestion, value: float) -> bool:
    if any(is_within(value, known(answer), question.tolerance) for answer in question.nearly):
        return True
    if question.nearly_range is None or question.tolerance is None or not question.answer:
        return False
    wide = Tolerance(question.tolerance.amount * question.nearly_range, question.tolerance.is_relative)
    return is_within(value, known(question.answer), wide)


@lru_cache(maxsize=1024)
def known(answer: str) -> float:
    """Read an answer that the problem itself gives: point for decimals, nothing to guess.

    :raises Unreadable: if it is no number
    """
    return real_value(parse(answer))


def _without_dots(found: re.Match[str]) -> str:
    if found[3]:
        return found[3].replace(".", "")
    return found[1].replace(".", "") + found[2].replace(",", ".")


def _unit_form(text: str) -> str:
    # NFKC makes one sign of the two that are written for "micro".
    return (
        plain_signs(text)
        .replace("μ", "µ")
        .replace("Ω", "Ω")
        .replace("^(2)", "^2")
        .replace("^(3)", "^3")
        .replace("^(-1)", "^-1")
    )


def _without_suffix(text: str, suffix: str) -> str:
    """Drop a unit that the page already shows after the field, when it is typed all the same."""
    tail = _unit_form(suffix).strip()
    return text.removesuffix(tail) if tail and text != tail else text


@lru_cache(maxsize=256)
def _units(units: tuple[tuple[str, float], ...], *, has_prefixes: bool) -> tuple[tuple[str, float], ...]:
    """List every way to write the units, the longest first, so that "cm" is found before "m"."""
    ways: dict[str, float] = {}
    if has_prefixes:
        ways = {
            _unit_form(prefix + unit): size * factor for unit, factor in units for prefix, size in _PREFIXES.items()
        }
    # What the question says itself goes before what a prefix would make of it: "min" is no milli-inch.
    ways |= {_unit_form(unit): factor for unit, factor in units}
    return tuple(sorted(ways.items(), key=lambda way: -len(way[0])))
