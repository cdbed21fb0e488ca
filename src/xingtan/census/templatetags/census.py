"""Filters that write numbers as the reader's language does."""

from django import template
from django.utils.translation import get_language

from xingtan.census.rules import numerals

register = template.Library()


@register.filter
def figure(value: int) -> str:
    """Write every digit."""
    return numerals.write(int(value), get_language() or "en")


@register.filter
def figure_short(value: int) -> str:
    """Write with a large unit and one place, and "≈" where that is not all."""
    return numerals.write_short(int(value), get_language() or "en", places=1)


@register.filter
def figure_exact(value: int) -> str:
    """Write with a large unit where that is exact, and otherwise every digit."""
    return numerals.write_exact(int(value), get_language() or "en")
