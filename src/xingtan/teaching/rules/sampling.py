"""Drawing sessions to inspect: by chance, and so that anyone can draw the same again."""

from collections.abc import Iterable
from random import Random
from uuid import UUID


def drawn(sessions: Iterable[UUID], *, count: int, seed: str) -> list[UUID]:
    """Draw so many of these, or all where there are fewer; the same seed draws the same, in whatever order they come."""
    sorted_once = sorted(set(sessions))
    return Random(seed).sample(sorted_once, min(max(count, 0), len(sorted_once)))  # noqa: S311 - nobody gains by guessing it
