"""What rooms above know of how somebody wants to be shown courses."""

from collections.abc import Callable
from typing import Any

Hides = Callable[[Any], bool]
"""Tests whether this person wants no similar courses."""

tastes: list[Hides] = []


def asks_taste(hides: Hides) -> Hides:
    """Let this be asked before similar courses are shown."""
    if hides not in tastes:
        tastes.append(hides)
    return hides
