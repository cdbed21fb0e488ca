"""Who teaches what at a university: the classes, their teachers, and whether week one is up. A constant number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from xingtan.authoring import public as authoring
from xingtan.catalog import public as catalog
from xingtan.people import public as people
from xingtan.teaching import public as teaching
from xingtan.universities import public as universities

TEACHER = catalog.CourseRole.Role.TEACHER


@dataclass(slots=True)
class Teaching:
    """One teacher of a university, with their classes."""

    person: people.Person
    classes: dict[int, bool] = field(default_factory=dict)
    """Whether week one is up, by the key of the class's run."""
    units: set[int] = field(default_factory=set)


def classes_of(university: universities.University, *, now: datetime) -> list[teaching.Class]:
    """Give the classes of a university that are not over, each with its run and the link of its first session."""
    first = (
        teaching.Session.objects.standing().filter(run=OuterRef("run")).order_by("starts_at", "pk").values("link")[:1]
    )
    rows = teaching.Class.objects.filter(
        Q(run__ends_at=None) | Q(run__ends_at__gte=now), run__course__university=university
    )
    return list(rows.select_related("run__course").annotate(first_link=Subquery(first)).order_by("pk"))


def up_among(classes: list[teaching.Class]) -> set[int]:
    """Tell which classes have put up week one: something to read, or a link to the first session."""
    versions = authoring.versions_of([each.run for each in classes])
    keys = {version.pk for version in versions.values()}
    # A page with nothing on it is not put up yet.
    filled = set(authoring.Version.objects.filter(pk__in=keys).exclude(blocks={}).values_list("pk", flat=True))
    written = {run for run, version in versions.items() if version.pk in filled}
    return written | {each.run_id for each in classes if each.link or getattr(each, "first_link", "")}


def teachers_of(university: universities.University, *, now: datetime) -> dict[int, Teaching]:
    """Give the teachers of a university by their key, with their classes and departments."""
    classes = classes_of(university, now=now)
    up = up_among(classes)
    by_course: dict[int, list[teaching.Class]] = defaultdict(list)
    for each in classes:
        by_course[each.run.course_id].append(each)
    found: dict[int, Teaching] = {}
    roles = catalog.CourseRole.objects.filter(course__university=university, role=TEACHER, person__is_active=True)
    for role in roles.select_related("person").order_by("person__name", "person_id", "pk"):
        teacher = found.setdefault(role.person_id, Teaching(role.person))
        for each in by_course.get(role.course_id, ()):
            if role.run_id in (None, each.run_id):
                teacher.classes[each.run_id] = each.run_id in up
                if each.unit_id:
                    teacher.units.add(each.unit_id)
    return found


def held_by(university: universities.University, keys: set[int]) -> dict[int, int]:
    """Count the sessions held in classes of each of these teachers, here: one query and the sessions' own."""
    roles = catalog.CourseRole.objects.filter(course__university=university, role=TEACHER, person__in=keys)
    held: QuerySet[Any, Any] = (
        teaching.Session.objects.filter(run__course__university=university, status=teaching.Session.Status.HELD)
        .values_list("run_id", "run__course_id")
        .annotate(count=Count("pk"))
        .order_by("run_id")
    )
    by_course: dict[int, dict[int, int]] = defaultdict(dict)
    for run, course, count in held:
        by_course[course][run] = count
    runs: dict[int, dict[int, int]] = defaultdict(dict)
    for person, course, run in roles.values_list("person_id", "course_id", "run_id"):
        for each, count in by_course.get(course, {}).items():
            if run in (None, each):
                runs[person][each] = count
    return {key: sum(runs[key].values()) for key in keys}
