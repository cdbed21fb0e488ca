"""Questions about courses and runs: who serves them, when they can be taken."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.formats import date_format

from xingtan.catalog.models import Course, CourseRole, Run, Subject
from xingtan.people import public as people
from xingtan.universities import public as universities


@dataclass(frozen=True)
class Taught:
    """A course somebody serves, with its runs."""

    url: str
    title: str
    university: str
    status_label: str
    is_published: bool
    runs: list[dict[str, str]] = field(default_factory=list)


def open_runs(courses: Sequence[Course], *, now: datetime) -> dict[int, list[Run]]:
    """Give the published runs of these courses that have not ended, the next one first: one query."""
    found: dict[int, list[Run]] = {course.pk: [] for course in courses}
    rows = Run.objects.filter(course__in=courses, status=Run.Status.PUBLISHED).filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=now)
    )
    by_pk = {course.pk: course for course in courses}
    for run in rows.order_by("starts_at", "pk"):
        run.course = by_pk[run.course_id]
        found[run.course_id].append(run)
    return found


def subject_of(code: str) -> Subject | None:
    """Find a subject by its ISCED-F code; the nearest wider one where the code is of a field we do not name."""
    found = {each.code: each for each in Subject.objects.filter(code__in=(code, code[:2]))}
    return found.get(code) or found.get(code[:2])


def courses_taught_by(person: Any) -> list[Taught]:
    """Give the courses this person serves, or whose university they run, with their runs: two queries."""
    mine = CourseRole.objects.filter(person=person).values("course")
    run_by_me = [
        key for key, roles in person.standing.universities.at.items() if universities.Role.ADMINISTRATOR in roles
    ]
    courses = (
        Course.objects.filter(Q(pk__in=mine) | Q(university__in=run_by_me))
        .select_related("university")
        .prefetch_related("runs")
    )
    return [_taught(course) for course in courses.order_by("university__slug", "slug", "pk")]


def _taught(course: Course) -> Taught:
    url = course.get_absolute_url()
    runs = [
        {
            "label": date_format(run.starts_at.astimezone(ZoneInfo(run.zone))) if run.starts_at else "",
            "learners_url": f"{url}runs/{run.uid}/learners/",
        }
        for run in course.runs.all()
    ]
    return Taught(
        url, str(course.title), str(course.university.name), course.get_status_display(), course.is_published, runs
    )


@dataclass(frozen=True)
class Server:
    """A person and a role they have on a course."""

    role_id: int
    name: str
    email: str
    role: str
    since: datetime


def servers_of(course: Course) -> list[Server]:
    """Give everyone who serves the course: one query."""
    rows = CourseRole.objects.filter(course=course).select_related("person").order_by("role", "person__name", "pk")
    return [
        Server(row.pk, row.person.get_full_name(), row.person.email or "", row.get_role_display(), row.since)
        for row in rows
    ]


def runs_of(course: Course) -> list[Run]:
    """Give every run of the course, the newest first."""
    return list(Run.objects.filter(course=course).order_by("-starts_at", "-pk"))


def taught_at(university: universities.University, person: people.Person) -> list[Taught]:
    """Give the university's courses that this person may see, with their runs: two queries."""
    seen = Course.objects.visible_to(person).filter(university=university)
    return [
        _taught(course) for course in seen.select_related("university").prefetch_related("runs").order_by("slug", "pk")
    ]
