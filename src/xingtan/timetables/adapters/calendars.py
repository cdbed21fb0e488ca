"""iCalendar as other programs write it: looked through within limits first, then unrolled over the days of a term."""

import re
import time as clock
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from xingtan.timetables.rules.days import instants
from xingtan.timetables.rules.lines import MOST_LINES, Line, Read
from xingtan.timetables.rules.tables import decoded, is_link, is_zone

MOST_BYTES = 10 * 1024 * 1024
MOST_EVENTS = 20_000
DEEPEST = 4
SECONDS = 60.0
A_DAY = timedelta(days=1)
NEAR = timedelta(days=400)
_FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
# With these a rule may look for a day that never comes, or find many on one day.
_RISKY = re.compile(r"BY(HOUR|MINUTE|SECOND|SETPOS|YEARDAY|WEEKNO|EASTER)=")
_RISKY_WHEN_SHORT = re.compile(r"BY(MONTH|MONTHDAY)=")


@dataclass(frozen=True, slots=True)
class Terms:
    """What a calendar is read for.

    :param zone: of times that name none
    :param codes: codes of classes, by their folded form
    :param code: the class that all events are of, where somebody said so
    """

    starts_on: date
    ends_on: date
    zone: str
    codes: Mapping[str, str]
    code: str = ""


@dataclass(slots=True)
class _Seen:
    """What a first look through the lines tells."""

    lines: dict[str, int] = field(default_factory=dict)
    events: int = 0


def read(data: bytes, terms: Terms) -> Read:
    """Read a calendar: every lesson in the term, as a line on its day.

    Nothing in it makes this fail: what cannot be read is a problem with the line its event begins in.
    """
    done = Read()
    if len(data) > MOST_BYTES:
        done.note(0, "too_large")
        return done
    import icalendar  # noqa: PLC0415 - a tenth of a second and some megabytes that most processes never need

    text = decoded(data).replace("\x00", "")
    seen = _look(text, done)
    if done.problems:
        return done
    try:
        calendar = icalendar.Calendar.from_ical(text)
        series = _series(calendar)
    except Exception:  # noqa: BLE001 - the library raises whatever it stumbles over in a file that is not as it should be
        done.note(0, "not_a_calendar")
        return done
    deadline = clock.monotonic() + SECONDS
    for uid, events in series.items():
        if clock.monotonic() > deadline or len(done.lines) > MOST_LINES:
            done.note(0, "too_much")
            return done
        _unroll(uid, events, seen.lines.get(uid, 0), terms, done)
    if not done.lines and not done.problems:
        done.note(0, "empty")
    return done


def _look(text: str, done: Read) -> _Seen:
    """Go through the lines before any library does, and refuse what would take for ever."""
    seen, stack, began = _Seen(), [], 0
    for number, line in _unfolded(text):
        name, _colon, value = line.partition(":")
        name = name.partition(";")[0].upper()
        if name == "BEGIN":
            stack.append(value.strip().upper())
            if len(stack) > DEEPEST:
                done.note(number, "not_a_calendar")
                return seen
            if stack[-1] == "VEVENT":
                began, seen.events = number, seen.events + 1
        elif name == "END" and stack:
            stack.pop()
        elif name == "UID" and "VEVENT" in stack:
            seen.lines.setdefault(value.strip(), began)
        elif name in ("RRULE", "EXRULE"):
            _look_at_rule(number, value.upper(), done, is_zone="VTIMEZONE" in stack)
    if not seen.events or not text.lstrip("\ufeff \r\n").upper().startswith("BEGIN:VCALENDAR"):
        done.note(0, "not_a_calendar")
    elif seen.events > MOST_EVENTS:
        done.note(0, "too_many", MOST_EVENTS)
    return seen


def _look_at_rule(number: int, rule: str, done: Read, *, is_zone: bool) -> None:
    frequency = re.search(r"FREQ=([A-Z]+)", rule)
    often = frequency[1] if frequency else ""
    if is_zone:
        if often != "YEARLY" or _RISKY.search(rule):
            done.note(number, "odd_rule", rule)
    elif (
        often not in _FREQUENCIES
        or _RISKY.search(rule)
        or (often in ("DAILY", "WEEKLY") and _RISKY_WHEN_SHORT.search(rule))
    ):
        done.note(number, "odd_rule", rule)
    elif not re.search(r"(COUNT|UNTIL)=\d", rule):
        done.note(number, "endless", rule)


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    held, began = "", 0
    for number, line in enumerate(text.splitlines(), start=1):
        if line[:1] in (" ", "\t") and began:
            held += line[1:]
            continue
        if began:
            yield began, held
        held, began = line, number
    if began:
        yield began, held


def _series(calendar: Any) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for number, event in enumerate(calendar.walk("VEVENT")):
        found.setdefault(str(event.get("UID", f"event {number}")).strip(), []).append(event)
    return found


def _unroll(uid: str, events: list[Any], number: int, terms: Terms, done: Read) -> None:
    import icalendar  # noqa: PLC0415 - as above
    import recurring_ical_events  # noqa: PLC0415 - as above

    alone = icalendar.Calendar()
    try:
        for event in events:
            if not _is_near(event, terms):
                done.note(number, "far_away", uid)
                return
            alone.add_component(event)
        # A day more on either side: whose day it is, depends on the zone.
        found = recurring_ical_events.of(alone).between(terms.starts_on - A_DAY, terms.ends_on + A_DAY + A_DAY)
        lessons = [each for each in found if str(each.get("STATUS", "")).upper() != "CANCELLED"]
        taken: dict[str, int] = {}
        for lesson in sorted(lessons, key=lambda one: str(one["DTSTART"].dt)):
            line = _line(uid, lesson, number, terms, done, taken)
            if line is not None:
                done.lines.append(line)
    except Exception:  # noqa: BLE001 - as above: one event that is not as it should be is a problem with its line
        done.note(number, "not_an_event", uid)


def _is_near(event: Any, terms: Terms) -> bool:
    """Test whether an event begins not too long before the term: unrolling from the year 1 would take its time."""
    first = event["DTSTART"].dt
    day = first.date() if isinstance(first, datetime) else first
    return bool(terms.starts_on - NEAR <= day <= terms.ends_on + NEAR)


def _line(uid: str, lesson: Any, number: int, terms: Terms, done: Read, taken: dict[str, int]) -> Line | None:
    starts, ends = lesson["DTSTART"].dt, lesson["DTEND"].dt
    summary = " ".join(str(lesson.get("SUMMARY", "")).split())[:200]
    if not isinstance(starts, datetime):
        done.note(number, "whole_day", summary)
        return None
    if not timedelta() < ends - starts < A_DAY:
        done.note(number, "odd_length", summary)
        return None
    on, first, last, zone = _local(starts, ends, terms.zone)
    if not terms.starts_on <= on <= terms.ends_on:
        return None
    code = terms.code or _code(lesson, summary, terms.codes)
    if not code:
        done.note(number, "no_class", summary)
        return None
    place = str(lesson.get("LOCATION", "")).strip()
    link = next((each for each in (str(lesson.get("URL", "")), place) if is_link(each)), "")
    original = lesson.get("RECURRENCE-ID")
    day = original.dt if original is not None else starts
    name = f"{day:%Y-%m-%d}"
    taken[name] = taken.get(name, 0) + 1
    key = f"{uid[:200]}/{name}" + (f"#{taken[name]}" if taken[name] > 1 else "")
    return Line(
        number=number,
        key=key,
        code=code,
        on=on,
        starts=first,
        ends=last,
        room="" if place == link else place[:80],
        zone=zone,
        link=link,
        title=_title(summary, code)[:120],
    )


def _local(starts: datetime, ends: datetime, zone: str) -> tuple[date, Any, Any, str]:
    """Give day, times and zone of a lesson by the clock it was written in, else by the university's."""
    if starts.tzinfo is None:
        return starts.date(), starts.time(), ends.time(), ""
    named = str(getattr(starts.tzinfo, "key", ""))
    exact = starts.astimezone(UTC), ends.astimezone(UTC)
    for each in (named, zone):
        if each and each != "UTC" and is_zone(each):
            first, last = (moment.astimezone(ZoneInfo(each)) for moment in exact)
            on, said = first.date(), (first.time(), last.time())
            # The hour that comes twice cannot be said by the clock alone.
            if instants(on, *said, each) == exact:
                return on, *said, each
    return exact[0].date(), exact[0].time(), exact[1].time(), "UTC"


def _code(lesson: Any, summary: str, codes: Mapping[str, str]) -> str:
    """Find the class an event is of: in its categories, else at the beginning or in the brackets of its title."""
    said = lesson.get("CATEGORIES", [])
    groups = said if isinstance(said, list) else [said]
    names = [str(each) for group in groups for each in getattr(group, "cats", [])]
    names += [
        summary,
        *re.findall(r"[(\[（【]([^()\[\]（）【】]+)[)\]）】]", summary),
        *re.split(r"\s+[-–—|]\s+|[:：]", summary),
    ]
    names += summary.split()[:1]
    return next((codes[name.strip().casefold()] for name in names if name.strip().casefold() in codes), "")


def _title(summary: str, code: str) -> str:
    rest = re.sub(rf"[(\[（【]?{re.escape(code)}[)\]）】]?", "", summary, count=1, flags=re.IGNORECASE)
    return rest.strip(" -–—|:：")
