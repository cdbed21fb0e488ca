"""The rule of attendance: from check-ins, check-outs and intervals to one of five words. Pure, and said on the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from xingtan.attendance.rules.presence import Span, cut, share_of

Decided = Literal["present", "late", "left_early", "excused", "absent"]
Asks = Literal["either", "check_in", "time", "both"]

HERE: frozenset[str] = frozenset({"present", "late", "left_early"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a class asks for.

    :param asks: a check-in, or enough of the time, or either, or both
    :param share_percent: how much of the lesson is enough
    :param late_minutes: how long after the beginning one is still in time
    :param early_minutes: how long before the end one may go
    :param counts_meeting: whether the meeting's link counts as time, or the session's page alone
    """

    asks: Asks = "either"
    share_percent: int = 50
    late_minutes: int = 10
    early_minutes: int = 10
    counts_meeting: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What is the same for everyone.

    :param window: the lesson as it was held: never before it was planned or opened, never after its planned end
    :param check_in_at: when the first check-in was opened, if there was one
    :param has_check_out: whether a check-out was held
    """

    window: Span
    check_in_at: datetime | None = None
    has_check_out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """What is known of one person.

    :param spans: when they were on the session's page or in its meeting
    :param is_inside: whether they checked in at the place itself
    """

    checked_in_at: datetime | None = None
    has_checked_out: bool = False
    spans: Sequence[Span] = ()
    is_inside: bool = False
    is_excused: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the traces come to."""

    status: Decided
    share: float


def window_of(
    *, starts_at: datetime, ends_at: datetime, opened_at: datetime | None, closed_at: datetime | None
) -> Span:
    """Say when the lesson was: as planned, less what the teacher came later or closed earlier.

    One that was moved in fact (opened after its planned end, or closed before its beginning) was from opening to closing.
    """
    start = max(starts_at, opened_at or starts_at)
    end = min(ends_at, closed_at or ends_at)
    if start < end:
        return start, end
    first = opened_at or starts_at
    return first, max(closed_at or ends_at, first)


def decide(lesson: Lesson, traces: Traces, terms: Terms) -> Outcome:
    """Decide what one person's traces come to."""
    share = share_of(traces.spans, lesson.window)
    if not _was_there(lesson, traces, terms, share):
        return Outcome("excused" if traces.is_excused else "absent", share)
    if _left_early(lesson, traces, terms):
        return Outcome("left_early", share)
    if _came_late(lesson, traces, terms):
        return Outcome("late", share)
    return Outcome("present", share)


def is_on_site(mode: str, traces: Traces, share: float, terms: Terms) -> bool:
    """Tell where somebody who was there, was: in the room, or online."""
    if mode != "both":
        return mode == "onsite"
    if traces.is_inside:
        return True
    return traces.checked_in_at is not None and share * 100 < max(terms.share_percent, 1)


def _was_there(lesson: Lesson, traces: Traces, terms: Terms, share: float) -> bool:
    # Without any sign at all nobody was there, even where no time is asked for.
    stayed = share > 0 and share * 100 >= terms.share_percent
    came = traces.checked_in_at is not None
    if lesson.check_in_at is None and not came:
        # Where no check-in was held none can be missed: time decides.
        return stayed
    match terms.asks:
        case "either":
            return came or stayed
        case "check_in":
            return came
        case "time":
            return stayed
        case _:
            return came and stayed


def _came_late(lesson: Lesson, traces: Traces, terms: Terms) -> bool:
    start = lesson.window[0]
    signs = [span[0] for span in cut(traces.spans, lesson.window)]
    by = start + timedelta(minutes=terms.late_minutes)
    if signs and min(signs) <= by:
        return False
    if traces.checked_in_at is None:
        return True
    # A check-in that was opened late makes nobody late who answered it soon.
    asked = max(start, lesson.check_in_at or start)
    return traces.checked_in_at > asked + timedelta(minutes=terms.late_minutes)


def _left_early(lesson: Lesson, traces: Traces, terms: Terms) -> bool:
    if traces.has_checked_out:
        return False
    by = lesson.window[1] - timedelta(minutes=terms.early_minutes)
    signs = [span[1] for span in cut(traces.spans, lesson.window)]
    if signs and max(signs) >= by:
        return False
    # Who checked in and has the phone in the pocket has not left: only a check-out that was missed tells.
    return lesson.has_check_out or traces.checked_in_at is None
