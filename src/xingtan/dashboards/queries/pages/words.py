"""Numbers, shares, days and names in the reader's language."""

from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.numbers import format_compact_decimal, format_decimal, format_percent
from django.utils import formats
from django.utils.translation import get_language

from xingtan.catalog import public as catalog
from xingtan.census.public import numerals

FALLBACK = "en"
SHORT_FROM = 10_000
TENTHS_BELOW = 10
"""Smaller numbers are written with a tenth."""


def number(value: float) -> str:
    """Write a number in full, grouped as the reader groups."""
    if isinstance(value, int):
        return numerals.write(value, _tag())
    return _own(format_decimal(value, format="#,##0.##", locale=_locale()))


def short(value: int) -> str:
    """Write a number shortly, for a sentence: 1.18 billion, 11.8亿; with ≈ where that is not all of it."""
    return numerals.write_short(value, _tag(), places=2)


def scale(value: float) -> str:
    """Write a number in the fewest letters, for the scale of a chart: 1.2B, 12亿."""
    if abs(value) < SHORT_FROM:
        return number(int(value) if float(value).is_integer() else value)
    return _own(format_compact_decimal(value, format_type="short", locale=_locale(), fraction_digits=1))


def per(value: float) -> str:
    """Write how many come to one of something."""
    return _own(format_decimal(value, format="#,##0.0" if value < TENTHS_BELOW else "#,##0", locale=_locale()))


def percent(share: float) -> str:
    """Write a share of one in percent."""
    form = None if share >= TENTHS_BELOW / 100 or share == 0 else "#,##0.0%"
    return _own(format_percent(share, format=form, locale=_locale()))


def day(value: date | None) -> str:
    """Write a day, year and all."""
    if value is None:
        return ""
    return _own(formats.date_format(value, "DATE_FORMAT"))


def brief_day(value: date) -> str:
    """Write a day without its year, for the foot of a chart."""
    return _own(formats.date_format(value, "j M" if _tag().startswith("en") else "MONTH_DAY_FORMAT"))


def country(code: str) -> str:
    """Name a country or territory."""
    return _locale().territories.get(code.upper(), code) if code else ""


def language(tag: str) -> str:
    """Name a language as its readers do."""
    return catalog.name_of(tag) if tag else ""


def _own(said: str) -> str:
    """Write the digits as the reader does, on all of the page alike."""
    script = numerals.script_of(_tag())
    if not script.digits:
        return said
    return said.translate({ord(plain): own for plain, own in zip("0123456789", script.digits, strict=True)})


def _tag() -> str:
    return get_language() or FALLBACK


def _locale() -> Locale:
    return _known(_tag())


@lru_cache(maxsize=64)
def _known(tag: str) -> Locale:
    for each in (tag, tag.partition("-")[0], FALLBACK):
        try:
            return Locale.parse(each, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale(FALLBACK)
