"""What templates of activities need besides."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def name_of(names: Mapping[int, str], person: int) -> str:
    """Give the name of a person, where who looks may see it."""
    return names.get(person, "")
