"""Doors of the census: what is public is open to anyone, and what has no such name is not there."""

from typing import Any

from xingtan.census.rules.measures import MEASURES, Measure
from xingtan.kernel.errors import NotThere


def measure_to_read(person: Any, *, measure: str) -> Measure:
    """Find a measure by its key."""
    if measure not in MEASURES:
        raise NotThere
    return MEASURES[measure]
