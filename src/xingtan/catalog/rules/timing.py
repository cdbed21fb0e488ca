"""When a course can be begun: now, soon, later, at any time, or no longer. In seconds of the epoch."""

from collections.abc import Iterable
from typing import NamedTuple

DAY = 24 * 60 * 60
SOON = 60 * DAY
NEVER = 2**53
"""Later than any date: sorts what has none to the end."""


class Span(NamedTuple):
    """One time at which a course runs. What is not known is ``None``."""

    starts: int | None = None
    ends: int | None = None
    closes: int | None = None
    is_self_paced: bool = False


class When(NamedTuple):
    """What a list of spans comes to at one moment.

    :param states: ``now``, ``soon``, ``later``, ``any``, ``ended``; none where nothing is known
    :param starts: the next beginning
    :param turns: the next moment at which any of this may be otherwise
    """

    states: tuple[str, ...] = ()
    starts: int = NEVER
    turns: int = NEVER


UNKNOWN = When()


def when(spans: Iterable[Span], now: int) -> When:
    """Tell when a course with these spans can be begun."""
    states: dict[str, None] = {}
    starts = turns = NEVER
    has_any = False
    for span in spans:
        has_any = True
        for moment in (span.starts, span.starts and span.starts - SOON, span.ends, span.closes):
            if moment is not None and now < moment < turns:
                turns = moment
        if (span.ends is not None and span.ends <= now) or (span.closes is not None and span.closes <= now):
            continue
        if span.starts is not None and span.starts > now:
            starts = min(starts, span.starts)
            states["soon" if span.starts - now <= SOON else "later"] = None
        else:
            states["any" if span.is_self_paced or (span.starts is None and span.ends is None) else "now"] = None
    if not has_any:
        return UNKNOWN
    return When(tuple(states) or ("ended",), starts, turns)
