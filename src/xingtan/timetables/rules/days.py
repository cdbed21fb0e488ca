"""From patterns to dated sessions: which days a class meets on, and at which instants."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of a term.

    :param off: days without lessons, each with a campus; an empty one means everywhere
    :param make_ups: day, campus, and the day whose lessons are given then
    """

    starts_on: date
    ends_on: date
    first_monday: date
    off: frozenset[tuple[date, str]] = frozenset()
    make_ups: tuple[tuple[date, str, date], ...] = ()

    def week_of(self, day: date) -> int:
        """Count the week a day lies in; the first is 1."""
        return (day - self.first_monday).days // 7 + 1

    def has(self, day: date) -> bool:
        """Test whether the day lies in the term."""
        return self.starts_on <= day <= self.ends_on

    def is_off(self, day: date, campus: str) -> bool:
        """Test whether there are no lessons on this day, on this campus."""
        return (day, "") in self.off or (day, campus) in self.off

    def make_ups_at(self, campus: str) -> dict[date, date]:
        """Give for each make-up day of a campus the day it is taught as; what the campus says itself, counts."""
        found = {on: as_of for on, where, as_of in self.make_ups if where == ""}
        found.update({on: as_of for on, where, as_of in self.make_ups if where == campus})
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """When a class meets: on a weekday (1 is Monday) of these weeks, or on one day."""

    starts: time
    ends: time
    zone: str
    weekday: int | None = None
    weeks: frozenset[int] = frozenset()
    on: date | None = None
    campus: str = ""


@dataclass(frozen=True, slots=True)
class Dated:
    """One meeting on its day.

    :param mark: tells the meetings of one pattern apart, and stays when the pattern moves to another hour or day
    """

    mark: str
    on: date
    starts_at: datetime
    ends_at: datetime


@dataclass(slots=True)
class Expanded:
    """The meetings of a pattern, and the days it would have met on were they not off."""

    meetings: list[Dated] = field(default_factory=list)
    lost: list[date] = field(default_factory=list)


def expand(meeting: Meeting, calendar: Calendar) -> Expanded:
    """Give every meeting of a pattern, in the order of its days.

    A day off has none. A make-up day is taught as another day, whatever its own weekday, and its meetings keep the
    mark of that day, so that a lesson which moves to a make-up day stays the same lesson.
    """
    done = Expanded()
    if meeting.on is not None:
        days: Iterable[tuple[str, date]] = [("day", meeting.on)] if calendar.has(meeting.on) else []
    else:
        days = _days(meeting, calendar)
    for mark, day in days:
        if calendar.is_off(day, meeting.campus):
            done.lost.append(day)
            continue
        done.meetings.append(Dated(mark, day, *instants(day, meeting.starts, meeting.ends, meeting.zone)))
    done.meetings.sort(key=lambda each: (each.on, each.mark))
    return done


def _days(meeting: Meeting, calendar: Calendar) -> Iterator[tuple[str, date]]:
    make_ups = calendar.make_ups_at(meeting.campus)
    given: set[date] = set()
    for on, as_of in sorted(make_ups.items()):
        if not calendar.has(on) or not _meets(meeting, calendar, as_of):
            continue
        # The first make-up of a day that is lost takes its place; whatever else is given of it, comes on top.
        is_lost = as_of in make_ups or calendar.is_off(as_of, meeting.campus)
        mark = f"w{calendar.week_of(as_of):02}"
        if is_lost and as_of not in given and not calendar.is_off(on, meeting.campus):
            given.add(as_of)
            yield mark, on
        else:
            yield f"{mark}+{on:%Y%m%d}", on
    for week in sorted(meeting.weeks):
        day = calendar.first_monday + WEEK * (week - 1) + timedelta(days=(meeting.weekday or 1) - 1)
        if calendar.has(day) and day not in make_ups and day not in given:
            yield f"w{week:02}", day


def _meets(meeting: Meeting, calendar: Calendar, day: date) -> bool:
    return calendar.has(day) and day.isoweekday() == meeting.weekday and calendar.week_of(day) in meeting.weeks


def instants(day: date, starts: time, ends: time, zone: str) -> tuple[datetime, datetime]:
    """Give the instants between which one meets on this day by the clock of this zone.

    The local time stays the same across a change of daylight saving. An hour that the clock leaves out is as much
    later as was left out; of an hour that comes twice the first is meant. What ends before it starts by the clock, ends
    on the next day; where the change of the clock leaves nothing between the two, it lasts as long as was written.
    """
    place = ZoneInfo(zone)
    next_day = day + timedelta(days=1) if ends <= starts else day
    first, last = datetime.combine(day, starts), datetime.combine(next_day, ends)
    starts_at = first.replace(tzinfo=place).astimezone(UTC)
    ends_at = last.replace(tzinfo=place).astimezone(UTC)
    if ends_at <= starts_at:
        ends_at = starts_at + (last - first)
    return starts_at, ends_at
