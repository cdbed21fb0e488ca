"""What rooms above tell the catalogue of its own courses."""

from collections.abc import Callable, Sequence

Outlines = Callable[[Sequence[int]], dict[int, str]]
"""Gives, for courses by key, the words of what is in them: titles of chapters and units."""

outlines: list[Outlines] = []


def tells_outlines(tell: Outlines) -> Outlines:
    """Let courses be found by what is in them."""
    if tell not in outlines:
        outlines.append(tell)
    return tell
