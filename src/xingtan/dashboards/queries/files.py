"""Tables that are made as files by a job: which there are, their columns, and their rows a stretch at a time."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Max, Min, Q
from django.db.models.functions import TruncDate
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xingtan.attendance import public as attendance
from xingtan.catalog import public as catalog
from xingtan.census import public as census
from xingtan.dashboards.queries.universities import row_of
from xingtan.teaching import public as teaching
from xingtan.universities import public as universities

WEEKS_AT_ONCE = timedelta(weeks=4)

Row = Sequence[Any]
Stretch = tuple[int, int, list[Row]]
"""So many stretches are done of so many, and the rows of this one."""


@dataclass(frozen=True, slots=True)
class File:
    """A table of a university.

    :param columns: names, each with whether it is a number
    """

    label: Promise | str
    columns: Sequence[tuple[str, bool]]
    stretches: Callable[[universities.University], Iterator[Stretch]]


def days(university: universities.University) -> Iterator[Stretch]:
    """Give a university's days from the census."""
    row = row_of(university)
    found = census.figures.by_day(university=int(row.key)) if row else []
    yield 1, 1, [(each.day.isoformat(), each.lessons, each.attendances, each.learners) for each in found]


def lessons(university: universities.University) -> Iterator[Stretch]:
    """Give what was held on each day in each run, and who came, since the first lesson: some queries for four weeks."""
    held = teaching.Session.objects.filter(
        status=teaching.Session.Status.HELD, run__course__university=university
    ).order_by()
    within = held.aggregate(first=Min("starts_at"), last=Max("starts_at"))
    if within["first"] is None:
        return
    starts = datetime.combine(within["first"].astimezone(UTC).date(), time(), UTC)
    count = (within["last"] - starts) // WEEKS_AT_ONCE + 1
    for number in range(count):
        start = starts + number * WEEKS_AT_ONCE
        yield number + 1, count, _held_in(held.filter(starts_at__gte=start, starts_at__lt=start + WEEKS_AT_ONCE))


def _held_in(held: Any) -> list[Row]:
    day = TruncDate("starts_at", tzinfo=UTC)
    lessons: dict[tuple[date, int], int] = {
        (day, run): count for day, run, count in held.values_list(day, "run").annotate(count=Count("pk"))
    }
    came = attendance.Attendance.objects.exclude(decided="").filter(session__in=held).order_by()
    of = {
        (day, run): (here, expected)
        for day, run, here, expected in came.values_list(
            TruncDate("session__starts_at", tzinfo=UTC), "session__run"
        ).annotate(
            here=Count("pk", filter=Q(status__in=attendance.HERE)),
            expected=Count("pk", filter=~Q(status=attendance.Status.EXCUSED)),
        )
    }
    runs = catalog.Run.objects.filter(pk__in={run for _day, run in lessons}).select_related("course").in_bulk()
    named = [(day, runs[run], count, *of.get((day, run), (0, 0))) for (day, run), count in lessons.items()]
    named.sort(key=lambda each: (each[0], each[1].course.slug, each[1].pk))
    return [
        (day.isoformat(), run.course.slug, str(run.course.title), str(run.uid), count, here, expected)
        for day, run, count, here, expected in named
    ]


FILES: dict[str, File] = {
    "days": File(
        _("Days: lessons, attendances and learners, from the census"),
        (("day", False), ("lessons", True), ("attendances", True), ("learners", True)),
        days,
    ),
    "lessons": File(
        _("Every day of every course: lessons held, who came and who was expected"),
        (
            ("day", False),
            ("course", False),
            ("title", False),
            ("run", False),
            ("lessons", True),
            ("attendances", True),
            ("expected", True),
        ),
        lessons,
    ),
}

FORMS = {"csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet"}
