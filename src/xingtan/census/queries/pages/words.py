"""Numbers, shares, days and names in the reader's language."""

from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.numbers import format_compact_decimal, format_decimal, format_percent
from django.utils import formats
from django.utils.translation import get_language

from xingtan.catalog import public as catalog

FALLBACK = "en"
SHORT_FROM = 10_000
BY_TEN_THOUSANDS = {"zh", "ja", "ko"}
"""Languages that count in ten thousands: 18万, not 180 thousand."""


def number(value: float) -> str:
    """Write a number in full, grouped as the reader groups."""
    return format_decimal(value, format="#,##0.##" if isinstance(value, float) else "#,##0", locale=_locale())


def short(value: float) -> str:
    """Write a number shortly, for a sentence: 1.18 billion, 11.8亿."""
    least = SHORT_FROM if _tag().partition("-")[0] in BY_TEN_THOUSANDS else 1_000_000
    if abs(value) < least:
        return number(int(value) if float(value).is_integer() else value)
    return format_compact_decimal(value, format_type="long", locale=_locale(), fraction_digits=2)


def scale(value: float) -> str:
    """Write a number in the fewest letters, for the scale of a chart: 1.2B, 12亿."""
    if abs(value) < SHORT_FROM:
        return number(int(value) if float(value).is_integer() else value)
    return format_compact_decimal(value, format_type="short", locale=_locale(), fraction_digits=1)


def per(value: float) -> str:
    """Write how many come to one of something."""
    return format_decimal(value, format="#,##0.0" if value < 10 else "#,##0", locale=_locale())


def percent(share: float) -> str:
    """Write a share of one in percent."""
    return format_percent(share, format=None if share >= 0.1 or share == 0 else "#,##0.0%", locale=_locale())


def day(value: date | None) -> str:
    """Write a day, year and all."""
    return formats.date_format(value, "j F Y" if _tag().startswith("en") else "DATE_FORMAT") if value else ""


def brief_day(value: date) -> str:
    """Write a day without its year, for the foot of a chart."""
    return formats.date_format(value, "j M" if _tag().startswith("en") else "MONTH_DAY_FORMAT")


def country(code: str) -> str:
    """Name a country or territory."""
    return catalog.country_of(code, _tag()) if code else ""


def language(tag: str) -> str:
    """Name a language as its readers do."""
    return catalog.name_of(tag) if tag else ""


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
