"""Dates: when one may enroll, when work is due, and what grace and a person's extension add to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

from xingtan.learning.rules.plan import Section


class Window(Enum):
    """Where a moment lies."""

    BEFORE = "before"
    OPEN = "open"
    AFTER = "after"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The dates of a run as they are for one learner. ``later`` holds extensions: by section, "" for the run's end."""

    ends_at: datetime | None
    grace: timedelta
    later: Mapping[str, datetime] = field(default_factory=dict)

    @classmethod
    def of_run(
        cls, ends_at: datetime | None, grace_minutes: int, later: Mapping[str, datetime] | None = None
    ) -> "Calendar":
        """Make the calendar of a run, with one learner's extensions if there are any."""
        return cls(ends_at=ends_at, grace=timedelta(minutes=grace_minutes), later=later or {})


def window(opens_at: datetime | None, closes_at: datetime | None, now: datetime) -> Window:
    """Say where the moment lies; a date that is not set is no border. The closing moment is outside."""
    if opens_at is not None and now < opens_at:
        return Window.BEFORE
    if closes_at is not None and now >= closes_at:
        return Window.AFTER
    return Window.OPEN


def end_for(calendar: Calendar) -> datetime | None:
    """Give the end of the run for this learner, without the grace."""
    return _later(calendar.ends_at, calendar.later.get(""))


def due_for(section: Section, calendar: Calendar) -> datetime | None:
    """Give when a section is due for this learner, without the grace.

    The end of the run is due for everything in it; only an extension of the section itself reaches past it.
    An extension never makes a date earlier.
    """
    dates = [date for date in (section.due_at, end_for(calendar)) if date is not None]
    if not dates:
        return None
    return _later(min(dates), calendar.later.get(section.key))


def is_late(due_at: datetime | None, grace: timedelta, now: datetime) -> bool:
    """Test whether a date and its grace are past; the last moment is still in time."""
    # What is left after the date is a span, however far the date lies: a date and a grace may add up to no date at all.
    return due_at is not None and now - due_at > grace


def _later(date: datetime | None, extended: datetime | None) -> datetime | None:
    if date is None or extended is None:
        return date
    return max(date, extended)
