"""Deeds in bulk, as a university's own lists ask for them: courses and runs are added, roles given and ended."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from uuid import UUID

from django.utils.text import slugify

from xingtan.catalog.events import CourseDescribed, CourseRoleGiven, CourseRoleWithdrawn, RunChanged, RunOpened
from xingtan.catalog.models import Course, CourseRole, Run
from xingtan.catalog.models.course import Kind
from xingtan.kernel import rows
from xingtan.kernel.deeds import deed
from xingtan.kernel.events import emit_many
from xingtan.kernel.text import as_text
from xingtan.people import public as people
from xingtan.universities import public as universities

LONGEST_SLUG = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCourse:
    """A course for the students of a university, as its lists call it."""

    code: str
    title: dict[str, str]
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRun:
    """A time at which a course (its key) is taught. Places are given by the university's lists."""

    course: int
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    zone: str = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """A person who serves one run of a course: keys, and the uids that are announced."""

    person: int
    person_uid: UUID
    course: int
    course_uid: UUID
    run: int
    role: str


@deed
def add_courses(
    *, university: universities.University, courses: Sequence[NewCourse], by: people.Person | None
) -> list[int]:
    """Add courses of kind “other” to the university's drafts, each at an address of its own.

    :returns: their keys, in the order of ``courses``
    """
    taken = set(Course.objects.filter(university=university).values_list("slug", flat=True))
    made = []
    for each in courses:
        slug = _free(slugify(each.code) or slugify(str(as_text(each.title))) or "course", taken)
        taken.add(slug)
        title = as_text(each.title)
        made.append(
            Course(university=university, slug=slug, title=title, kind=Kind.OTHER, languages=list(each.languages))
        )
    Course.objects.bulk_create(made, batch_size=200)

    emit_many([CourseDescribed(actor=by and by.uid, university=university.uid, course=each.uid) for each in made])
    return [each.pk for each in made]


@deed
def retitle_courses(
    *, university: universities.University, titles: dict[int, dict[str, str]], by: people.Person | None, now: datetime
) -> None:
    """Give courses other titles, by key."""
    found = list(Course.objects.select_for_update().filter(university=university, pk__in=list(titles)))
    for each in found:
        each.title, each.changed_at = as_text(titles[each.pk]), now
    Course.objects.bulk_update(found, ["title", "changed_at"], batch_size=200)

    emit_many([CourseDescribed(actor=by and by.uid, university=university.uid, course=each.uid) for each in found])


@deed
def open_runs(
    *, university: universities.University, runs: Sequence[NewRun], by: people.Person | None, now: datetime
) -> list[tuple[int, UUID]]:
    """Open runs with a timetable. Nobody takes a place on them by themselves, should their course be published.

    :returns: key and uid of each, in the order of ``runs``
    """
    courses = dict(Course.objects.filter(pk__in={each.course for each in runs}).values_list("pk", "uid"))
    made = [
        Run(
            course_id=each.course,
            status=Run.Status.PUBLISHED,
            is_self_paced=False,
            closes_at=now,
            starts_at=each.starts_at,
            ends_at=each.ends_at,
            zone=each.zone,
        )
        for each in runs
    ]
    Run.objects.bulk_create(made, batch_size=500)

    emit_many(
        [
            RunOpened(actor=by and by.uid, university=university.uid, course=courses[each.course_id], run=each.uid)
            for each in made
        ]
    )
    return [(each.pk, each.uid) for each in made]


@deed
def change_runs(
    *,
    university: universities.University,
    dates: dict[int, tuple[datetime | None, datetime | None]],
    by: people.Person | None,
) -> None:
    """Change when runs start and end, by key."""
    found = list(Run.objects.select_for_update(of=("self",)).select_related("course").filter(pk__in=list(dates)))
    for each in found:
        each.starts_at, each.ends_at = dates[each.pk]
    Run.objects.bulk_update(found, ["starts_at", "ends_at"], batch_size=500)

    emit_many(
        [
            RunChanged(actor=by and by.uid, university=university.uid, course=each.course.uid, run=each.uid)
            for each in found
        ]
    )


@deed
def give_course_roles(
    *, university: universities.University, roles: Sequence[Serving], by: people.Person | None, now: datetime
) -> dict[tuple[int, int, str], int]:
    """Let people serve runs; giving a role twice changes nothing.

    :returns: the key of each role, by person, run and role
    """
    known = _known(roles)
    new = {_key(each): each for each in roles if _key(each) not in known}
    rows.insert(
        CourseRole,
        ("person_id", "course_id", "run_id", "role"),
        [(each.person, each.course, each.run, each.role) for each in new.values()],
        always={"since": now},
    )
    people.note_duties_of(keys={each.person for each in new.values()})

    emit_many(
        [
            CourseRoleGiven(
                actor=by and by.uid,
                university=university.uid,
                course=each.course_uid,
                person=each.person_uid,
                role=each.role,
            )
            for each in new.values()
        ]
    )
    return _known(roles) if new else known


@deed
def withdraw_course_roles(
    *, university: universities.University, keys: Iterable[int], by: people.Person | None
) -> None:
    """End services, by key; what these people made stays."""
    found = list(CourseRole.objects.filter(pk__in=list(keys)).select_related("course", "person"))
    CourseRole.objects.filter(pk__in=[each.pk for each in found]).delete()

    emit_many(
        [
            CourseRoleWithdrawn(
                actor=by and by.uid,
                university=university.uid,
                course=each.course.uid,
                person=each.person.uid,
                role=each.role,
            )
            for each in found
        ]
    )


def _known(roles: Sequence[Serving]) -> dict[tuple[int, int, str], int]:
    asked = {_key(each) for each in roles}
    found = CourseRole.objects.filter(
        person__in={each.person for each in roles}, run__in={each.run for each in roles}
    ).values_list("person_id", "run_id", "role", "pk")
    return {(person, run, role): pk for person, run, role, pk in found if (person, run, role) in asked}


def _key(each: Serving) -> tuple[int, int, str]:
    return each.person, each.run, each.role


def _free(wanted: str, taken: set[str]) -> str:
    base = wanted[:LONGEST_SLUG].strip("-") or "course"
    if base not in taken:
        return base
    return next(slug for number in count(2) if (slug := f"{base}-{number}") not in taken)
