"""Who may do what with a course, and the doors to it."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models

from xingtan.catalog.models import (
    Course,
    CourseRole,
    Platform,
    Programme,
    Run,
    Subject,
)
from xingtan.kernel.errors import NotAllowed, NotThere
from xingtan.kernel.prepared import Prepared
from xingtan.people import public as people
from xingtan.universities import public as universities


@dataclass(frozen=True)
class CourseService:
    """The courses a person serves, by key."""

    teaches: frozenset[int] = field(default_factory=frozenset)
    assists: frozenset[int] = field(default_factory=frozenset)


_roles = Prepared[tuple[int, str]](
    lambda person: CourseRole.objects.filter(person=person).values_list("course_id", "role"),
    person=models.BigIntegerField(),
)


def service_of(person: people.Person) -> CourseService:
    """Load which courses this person serves, in one query."""
    rows = _roles.all(person=person.pk)
    return CourseService(
        teaches=frozenset(course for course, role in rows if role == CourseRole.Role.TEACHER),
        assists=frozenset(course for course, role in rows if role == CourseRole.Role.ASSISTANT),
    )


def can_teach(person: Any, course: Course) -> bool:
    """Test whether this person may change the course: its teachers, and who runs its university.

    Nobody here changes a partner's course: what is said of it comes from its platform.
    """
    if not person.is_authenticated or not course.is_ours:
        return False
    return course.pk in person.standing.catalog.teaches or universities.can_administer(person, course.university)


def can_assist(person: Any, course: Course) -> bool:
    """Test whether this person may see who learns and help them."""
    return can_teach(person, course) or (person.is_authenticated and course.pk in person.standing.catalog.assists)


def can_administer(person: Any, course: Course) -> bool:
    """Test whether this person decides what is public of the course, and who serves it."""
    return course.is_ours and universities.can_administer(person, course.university)


def can_see(person: Any, course: Course) -> bool:
    """Test whether this person may know that the course exists."""
    return course.is_published or can_assist(person, course) or universities.serves(person, course.university)


def course_to_see(person: Any, *, university: str, course: str) -> Course:
    """Find the course, or say it is not there."""
    found = (
        Course.objects.filter(slug=course, university__slug=university)
        .select_related("university", "subject", "host")
        .first()
    )
    if found is None or not can_see(person, found):
        raise NotThere
    return found


def course_to_teach(person: Any, *, university: str, course: str) -> Course:
    """Find the course for those who may change it."""
    found = course_to_see(person, university=university, course=course)
    if not can_teach(person, found):
        raise NotThere
    return found


def course_to_administer(person: Any, *, university: str, course: str) -> Course:
    """Find the course for who runs its university: they decide what is public, and who serves."""
    found = course_to_teach(person, university=university, course=course)
    if not can_administer(person, found):
        raise NotAllowed
    return found


def course_role_to_end(person: Any, *, university: str, course: str, role: int) -> CourseRole:
    """Find a role on the course for who runs its university."""
    served = course_to_administer(person, university=university, course=course)
    found = CourseRole.objects.filter(pk=role, course=served).select_related("person").first()
    if found is None:
        raise NotThere
    found.course = served
    return found


def run_to_see(person: Any, *, university: str, course: str, run: UUID) -> Run:
    """Find the run, or say it is not there."""
    found = Run.objects.whole().filter(uid=run, course__slug=course, course__university__slug=university).first()
    if found is None or not can_see(person, found.course):
        raise NotThere
    if found.status != Run.Status.PUBLISHED and not can_assist(person, found.course):
        raise NotThere
    return found


def run_to_assist(person: Any, *, university: str, course: str, run: UUID) -> Run:
    """Find the run for its teachers and assistants."""
    found = run_to_see(person, university=university, course=course, run=run)
    if not can_assist(person, found.course):
        raise NotThere
    return found


def run_to_teach(person: Any, *, university: str, course: str, run: UUID) -> Run:
    """Find the run for those who may change it."""
    found = run_to_see(person, university=university, course=course, run=run)
    if not can_teach(person, found.course):
        raise NotThere
    return found


def course_or_tombstone(person: Any, *, university: str, course: str) -> Course:
    """Find the course, or the stone that stands where it was: that it is gone may be known."""
    rows = Course.objects.filter(slug=course, university__slug=university)
    found = rows.select_related("university", "subject", "host", "merged_into__university").first()
    if found is None or not (found.status == Course.Status.GONE or can_see(person, found)):
        raise NotThere
    return found


def subject_to_see(person: Any, *, subject: str) -> Subject:
    """Find a subject by its code."""
    found = Subject.objects.filter(code=subject).first()
    if found is None:
        raise NotThere
    return found


def platform_to_see(person: Any, *, platform: str) -> Platform:
    """Find a platform for anyone."""
    found = Platform.objects.filter(slug=platform).first()
    if found is None:
        raise NotThere
    return found


def programme_to_see(person: Any, *, programme: str) -> Programme:
    """Find a programme that anyone may see, or that one makes."""
    found = Programme.objects.filter(slug=programme).select_related("university").first()
    if found is None or not (found.is_published or universities.serves(person, found.university)):
        raise NotThere
    return found


def programme_to_describe(person: Any, *, university: str, programme: str) -> Programme:
    """Find a programme for who runs its university."""
    place = universities.university_to_administer(person, university=university)
    found = Programme.objects.filter(slug=programme, university=place).first()
    if found is None:
        raise NotThere
    found.university = place
    return found
