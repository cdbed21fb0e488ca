"""Questions: what would change if a university's classes met another way, and what was switched before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from xingtan.catalog import public as catalog
from xingtan.learning import public as learning
from xingtan.people import public as people
from xingtan.teaching.models import Change, Class, Mode, Session, Switch
from xingtan.universities import public as universities

LATEST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which classes meet another way, and in which days: of the whole university without a unit, for good without a last day."""

    university: universities.University
    mode: str
    from_on: date
    unit: universities.Unit | None = None
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What would change in one department; without a name, in classes that belong to none."""

    name: str
    classes: int
    sessions: int


@dataclass(frozen=True, slots=True)
class Look:
    """What a switch would change, and whom it concerns."""

    classes: int
    sessions: int
    people: int
    parts: Sequence[Part]
    # Those that are so already, and those without a room of their own that would meet on site.
    same: int
    roomless: int


def sessions_in(scope: Scope, now: datetime) -> QuerySet[Session]:
    """Give what is planned and not past in these days, however it is held."""
    zone = ZoneInfo(scope.university.zone)
    rows = Session.objects.filter(
        run__course__university=scope.university,
        status=Session.Status.PLANNED,
        starts_at__gte=datetime.combine(scope.from_on, time(), zone),
        ends_at__gt=now,
    )
    if scope.until_on is not None:
        rows = rows.filter(starts_at__lt=datetime.combine(scope.until_on + timedelta(days=1), time(), zone))
    return rows if scope.unit is None else rows.filter(run__in=classes_in(scope).values("run"))


def classes_in(scope: Scope) -> QuerySet[Class]:
    """Give the classes of the university, or of the department and its parts."""
    rows = Class.objects.filter(run__course__university=scope.university)
    return rows if scope.unit is None else rows.filter(unit__in=_with_parts(scope.unit))


def look_at(scope: Scope, now: datetime) -> Look:
    """Tell what would change, and change nothing."""
    rows = sessions_in(scope, now)
    changing = rows.exclude(mode=scope.mode)
    by_run = dict(changing.values_list("run").annotate(count=Count("pk")).order_by("run"))
    units = dict(Class.objects.filter(run__in=changing.values("run")).values_list("run", "unit"))
    names = {each.pk: str(each) for each in universities.Unit.objects.filter(university=scope.university)}
    parts: dict[str, list[int]] = {}
    for run, count in by_run.items():
        parts.setdefault(names.get(units.get(run) or 0, ""), []).append(count)
    needs_room = scope.mode != Mode.ONLINE
    return Look(
        classes=len(by_run),
        sessions=sum(by_run.values()),
        people=concerned(changing.values("run")).count(),
        parts=[Part(name, len(counts), sum(counts)) for name, counts in sorted(parts.items())],
        same=rows.filter(mode=scope.mode).count(),
        roomless=changing.filter(venue=None).count() if needs_room else 0,
    )


def concerned(runs: QuerySet[Session, Any]) -> QuerySet[people.Person]:
    """Give everybody who learns or teaches in these runs, once each.

    :param runs: a query of their keys
    """
    learners = learning.Enrollment.objects.current().filter(run__in=runs).values("learner")
    courses = catalog.Run.objects.filter(pk__in=runs).values("course")
    teachers = catalog.CourseRole.objects.filter(Q(run__in=runs) | Q(run=None, course__in=courses)).values("person")
    return people.Person.objects.filter(Q(pk__in=learners) | Q(pk__in=teachers), is_active=True)


def concerned_by(switch: Switch) -> QuerySet[people.Person]:
    """Give everybody whose sessions this switch changed, but who decided it."""
    runs = Session.objects.filter(pk__in=Change.objects.filter(switch=switch).values("session")).values("run")
    return concerned(runs).exclude(pk=switch.by_id)


def switches_of(university: universities.University) -> list[Switch]:
    """Give what was switched, the latest first."""
    rows = Switch.objects.filter(university=university).select_related("unit", "by")
    return list(rows.order_by("-at", "-pk")[:LATEST])


def _with_parts(unit: universities.Unit) -> set[int]:
    parents = dict(universities.Unit.objects.filter(university=unit.university_id).values_list("pk", "parent"))
    found = {unit.pk}
    while more := {each for each, parent in parents.items() if parent in found} - found:
        found |= more
    return found
