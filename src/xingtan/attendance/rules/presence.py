"""Signs that somebody is there, folded into intervals."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

Span = tuple[datetime, datetime]

# A page that is open says so once a minute; one that is silent for longer than this was gone.
BEAT_SECONDS = 60
GAP = timedelta(seconds=90)


def merged(spans: Iterable[Span], *, gap: timedelta = timedelta(0)) -> list[Span]:
    """Join spans that touch or lie no further apart than the gap; the result is in order and without overlap."""
    found: list[Span] = []
    for start, end in sorted(span for span in spans if span[1] >= span[0]):
        if found and start - found[-1][1] <= gap:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def cut(spans: Iterable[Span], window: Span) -> list[Span]:
    """Keep what lies within the window."""
    start, end = window
    return [(max(begins, start), min(ends, end)) for begins, ends in spans if begins < end and ends > start]


def share_of(spans: Iterable[Span], window: Span) -> float:
    """Tell what part of the window the spans cover, from 0 to 1."""
    start, end = window
    whole = (end - start).total_seconds()
    if whole <= 0:
        return 0.0
    covered = sum((ends - begins).total_seconds() for begins, ends in merged(cut(spans, window)))
    return min(covered / whole, 1.0)


def folded(kept: Sequence[Span], beats: Iterable[Span]) -> list[Span]:
    """Add new signs to the intervals that are kept. Adding the same ones again changes nothing."""
    return merged([*kept, *beats], gap=GAP)


def ended(kept: Sequence[Span], at: datetime) -> list[Span]:
    """Cut what would last beyond the moment somebody said that they go."""
    return [(start, min(end, at)) for start, end in kept if start <= at]
