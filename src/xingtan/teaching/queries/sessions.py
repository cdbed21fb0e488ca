"""Questions: the sessions of classes, and of a person's week."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q

from xingtan.catalog import public as catalog
from xingtan.learning import public as learning
from xingtan.teaching.models import Session

DAYS = 7


def sessions_of(
    runs: Sequence[catalog.Run], *, from_at: datetime | None = None, to_at: datetime | None = None
) -> dict[int, list[Session]]:
    """Give the sessions of these runs between two moments, in their order, by the run's key: one query.

    Those that were called off are among them.
    """
    by_key = {each.pk: each for each in runs}
    found: dict[int, list[Session]] = {key: [] for key in by_key}
    rows = Session.objects.select_related("venue").filter(run__in=by_key)
    if from_at is not None:
        rows = rows.filter(ends_at__gt=from_at)
    if to_at is not None:
        rows = rows.filter(starts_at__lt=to_at)
    for each in rows.order_by("starts_at", "pk"):
        each.run = by_key[each.run_id]
        found[each.run_id].append(each)
    return found


@dataclass(frozen=True, slots=True)
class Lesson:
    """A session of somebody's week.

    :param is_lead: whether they teach it
    :param clock: from when to when, as the clock shows it where the week is read
    """

    session: Session
    is_lead: bool
    clock: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of somebody's week, in their own zone."""

    on: date
    is_today: bool
    lessons: list[Lesson]


def week_of(person: Any, *, starts_on: date, now: datetime, zone: str = "") -> list[Day]:
    """Give the seven days from this one, with the sessions a person learns or teaches in: two queries.

    :param zone: whose days; the person's own if not said
    """
    own = ZoneInfo(zone or person.zone or "UTC")
    days = [starts_on + timedelta(days=each) for each in range(DAYS)]
    from_at = datetime(starts_on.year, starts_on.month, starts_on.day, tzinfo=own)
    to_at = datetime.fromordinal(days[-1].toordinal() + 1).replace(tzinfo=own)
    by_day: dict[date, list[Lesson]] = {each: [] for each in days}
    for lesson in lessons_of(person, from_at=from_at, to_at=to_at):
        # One that runs over midnight is found on the day it begins, or on the first of the week.
        day = max(lesson.session.starts_at.astimezone(own).date(), starts_on)
        ends_at = lesson.session.ends_at.astimezone(own)
        clock = f"{lesson.session.starts_at.astimezone(own):%H:%M}–{ends_at:%H:%M}"
        by_day[day].append(replace(lesson, clock=clock))
    today = now.astimezone(own).date()
    return [Day(on, on == today, lessons) for on, lessons in by_day.items()]


def lessons_of(person: Any, *, from_at: datetime, to_at: datetime, count: int | None = None) -> list[Lesson]:
    """Give the sessions that a person learns or teaches in between two moments, in their order: two queries."""
    learns = learning.Enrollment.objects.current().filter(learner=person).values("run")
    teaches = catalog.CourseRole.objects.filter(person=person)
    served = set(teaches.filter(run=None).values_list("course", flat=True))
    rows = Session.objects.light().filter(ends_at__gt=from_at, starts_at__lt=to_at)
    mine = Q(run__in=learns) | Q(run__course__in=served) | Q(run__in=teaches.exclude(run=None).values("run"))
    return [
        Lesson(each, each.run.course_id in person.standing.catalog.teaches | person.standing.catalog.assists)
        for each in rows.filter(mine).order_by("starts_at", "pk")[:count]
    ]
