"""The board of time zones: hours at which people of some site would have to sleep, and better ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

EARLIEST = time(7)
LATEST = time(22)
STEP = timedelta(minutes=30)
REACH = timedelta(days=3)
MOST = 8


@dataclass(frozen=True, slots=True)
class At:
    """A meeting by the clock of one site.

    :param minutes_outside: how much of it lies before 07:00 or after 22:00 there
    """

    zone: str
    starts: datetime
    ends: datetime
    minutes_outside: int

    @property
    def is_outside(self) -> bool:
        """Test whether some of it lies outside the hours of a day."""
        return self.minutes_outside > 0


def at_site(starts_at: datetime, length: timedelta, zone: str) -> At:
    """Look at a meeting by the clock of one site."""
    place = ZoneInfo(zone)
    ends_at = starts_at + length
    outside, moment = timedelta(), starts_at.astimezone(UTC)
    # From one edge of the day to the next, by the site's own clock, which may change in between.
    for edge in [*_edges(starts_at, ends_at, place), ends_at.astimezone(UTC)]:
        middle = (moment + (edge - moment) / 2).astimezone(place).time()
        if not EARLIEST <= middle < LATEST:
            outside += edge - moment
        moment = edge
    minutes = int(outside.total_seconds() // 60)
    return At(zone, starts_at.astimezone(place), ends_at.astimezone(place), minutes)


def board(starts_at: datetime, length: timedelta, zones: Sequence[str]) -> list[At]:
    """Look at a meeting by the clocks of all sites, each zone once, from east to west."""
    found = [at_site(starts_at, length, zone) for zone in dict.fromkeys(zones)]
    return sorted(found, key=lambda each: (-(each.starts.utcoffset() or timedelta()), each.zone))


def alternatives(starts_at: datetime, length: timedelta, zones: Sequence[str], *, now: datetime) -> list[datetime]:
    """Propose other starts, the nearest first, at which fewer people would have to be up at night.

    If there is an hour for all within some days, only such hours are proposed; else the least bad ones.
    """
    here = _outside(starts_at, length, zones)
    if not here:
        return []
    steps = REACH // STEP
    tried = [starts_at + STEP * each for each in range(-steps, steps + 1) if each]
    judged = [(_outside(each, length, zones), abs(each - starts_at), each) for each in tried if each > now]
    least = min((outside for outside, _far, _each in judged), default=here)
    if least >= here:
        return []
    best = sorted((far, each) for outside, far, each in judged if outside == least)
    return sorted(each for _far, each in best[:MOST])


def _outside(starts_at: datetime, length: timedelta, zones: Sequence[str]) -> int:
    return sum(at_site(starts_at, length, zone).minutes_outside for zone in dict.fromkeys(zones))


def _edges(starts_at: datetime, ends_at: datetime, place: ZoneInfo) -> list[datetime]:
    """Give the moments between the two at which the day begins or ends there."""
    day, last = starts_at.astimezone(place).date(), ends_at.astimezone(place).date()
    found = []
    while day <= last:
        for edge in (EARLIEST, LATEST):
            moment = datetime.combine(day, edge, tzinfo=place).astimezone(UTC)
            if starts_at < moment < ends_at:
                found.append(moment)
        day += timedelta(days=1)
    return found
