"""Questions: a week of somebody, of a class, of a room, or of a whole university."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils import formats

from xingtan.catalog import public as catalog
from xingtan.learning import public as learning
from xingtan.teaching import public as teaching
from xingtan.timetables.queries.known import codes_of
from xingtan.universities import public as universities

DAYS = 7
MOST_ENTRIES = 1_000


@dataclass(frozen=True, slots=True)
class Entry:
    """A session as a week shows it: words only, ready for a cell."""

    url: str
    starts: str
    ends: str
    code: str
    title: str
    place: str
    teachers: str
    is_off: bool
    is_online: bool


@dataclass(slots=True)
class Day:
    """A day of a week."""

    on: date
    name: str
    date: str
    is_today: bool
    entries: list[Entry] = field(default_factory=list)


def monday_of(text: str, *, today: date) -> date:
    """Read which week is meant, by any day of it; this week where nothing can be read."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = today
    if not date(1900, 1, 8) < day < date(2199, 12, 24):
        day = today
    return day - timedelta(days=day.weekday())


def bounds_of(monday: date, zone: str) -> tuple[datetime, datetime]:
    """Give the moments between which a week lies, by the clock of a zone."""
    place = ZoneInfo(zone)
    first, last = (
        datetime.combine(monday + timedelta(days=each), datetime.min.time(), tzinfo=place) for each in (0, 7)
    )
    return first.astimezone(UTC), last.astimezone(UTC)


def week_of(sessions: Sequence[teaching.Session], monday: date, *, zone: str, now: datetime) -> list[Day]:
    """Give the seven days of a week with these sessions: two queries more, however many there are."""
    place = ZoneInfo(zone)
    today = now.astimezone(place).date()
    days = [monday + timedelta(days=each) for each in range(DAYS)]
    found = {
        each: Day(each, formats.date_format(each, "l"), formats.date_format(each, "MONTH_DAY_FORMAT"), each == today)
        for each in days
    }
    runs = {each.run_id: each.run for each in sessions}
    codes, teachers = codes_of(runs.values()), teaching.teachers_of(list(runs.values()))
    for each in sessions:
        first, last = each.starts_at.astimezone(place), each.ends_at.astimezone(place)
        # One that runs over midnight is found on the day it begins, or on the first of the week.
        day = found.get(max(first.date(), monday))
        if day is not None:
            day.entries.append(
                Entry(
                    url=each.get_absolute_url(),
                    starts=f"{first:%H:%M}",
                    ends=f"{last:%H:%M}",
                    code=codes.get(each.run_id, ""),
                    title=str(each.title) or str(each.run.course.title),
                    place=str(each.venue or ""),
                    teachers=", ".join(str(one) for one in teachers.get(each.run_id, [])[:3]),
                    is_off=each.status == teaching.Session.Status.CANCELLED,
                    is_online=each.mode != teaching.Mode.ONSITE,
                )
            )
    return list(found.values())


def sessions_of_person(person: Any, monday: date, zone: str) -> list[teaching.Session]:
    """Give the sessions somebody learns or teaches in, in a week."""
    from_at, to_at = bounds_of(monday, zone)
    return [each.session for each in teaching.lessons_of(person, from_at=from_at, to_at=to_at)]


def sessions_at(
    university: universities.University,
    monday: date,
    *,
    code: str = "",
    room: str = "",
    person: str = "",
    can_name_students: bool = False,
) -> list[teaching.Session]:
    """Give the sessions of a university in a week: of one class, in one room, of one person, or all.

    :param person: part of a teacher's name; or the whole address of a person, for who may ask for students
    """
    from_at, to_at = bounds_of(monday, university.zone)
    rows: QuerySet[teaching.Session] = teaching.Session.objects.light().filter(
        run__course__university=university, ends_at__gt=from_at, starts_at__lt=to_at
    )
    if code:
        rows = rows.filter(run__in=teaching.Class.objects.filter(code__iexact=code).values("run"))
    if room:
        rows = rows.filter(Q(venue__code__iexact=room) | Q(venue__name__iexact=room))
    if person:
        rows = rows.filter(_of_person(person, can_name_students=can_name_students))
    return list(rows.order_by("starts_at", "pk")[:MOST_ENTRIES])


def _of_person(words: str, *, can_name_students: bool) -> Q:
    named = Q(person__name__icontains=words) | Q(person__latin_name__icontains=words)
    if can_name_students:
        named |= Q(person__email__iexact=words)
    roles = catalog.CourseRole.objects.filter(named)
    found = Q(run__in=roles.exclude(run=None).values("run")) | Q(
        run__course__in=roles.filter(run=None).values("course")
    )
    if can_name_students and "@" in words:
        found |= Q(run__in=learning.Enrollment.objects.current().filter(learner__email__iexact=words).values("run"))
    return found


def rooms_at(university: universities.University) -> Iterable[str]:
    """Give the codes of the rooms of a university."""
    return (
        teaching.Venue.objects.filter(university=university)
        .order_by("code")
        .values_list("code", flat=True)
        .distinct()[:1000]
    )
