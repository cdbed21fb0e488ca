"""Who may do what with the content of a course, and the doors to it."""

from typing import Any
from uuid import UUID

from xingtan.authoring.models import Intake, Version
from xingtan.catalog import public as catalog
from xingtan.kernel.errors import NotThere
from xingtan.universities import public as universities


def can_author(person: Any, course: catalog.Course) -> bool:
    """Test whether this person may change what the course consists of: its teachers, and who runs its university."""
    return catalog.can_teach(person, course)


def can_bring(person: Any, university: universities.University) -> bool:
    """Test whether this person may bring a new course to the university."""
    return universities.can_administer(person, university)


def course_to_author(person: Any, *, university: str, course: str) -> catalog.Course:
    """Find the course for those who may change its content."""
    return catalog.course_to_teach(person, university=university, course=course)


def university_to_bring(person: Any, *, university: str) -> universities.University:
    """Find the university for those who may bring a new course to it."""
    return universities.university_to_administer(person, university=university)


def version_to_author(person: Any, *, university: str, course: str, number: int) -> tuple[catalog.Course, Version]:
    """Find one version of the course, for those who may change it."""
    found = course_to_author(person, university=university, course=course)
    version = Version.objects.filter(course=found, number=number).select_related("made_by").first()
    if version is None:
        raise NotThere
    return found, version


def unit_to_author(person: Any, *, university: str, course: str, unit: str) -> tuple[catalog.Course, str]:
    """Find the course; whether it has the unit is seen in its newest version."""
    return course_to_author(person, university=university, course=course), unit


def intake_to_judge(person: Any, *, university: str, intake: UUID) -> Intake:
    """Find what was brought: for those who may change the course it is for, or bring a new one."""
    found = (
        Intake.objects.filter(uid=intake, university__slug=university)
        .select_related("university", "course", "course__university", "version")
        .first()
    )
    if found is None:
        raise NotThere
    allowed = can_author(person, found.course) if found.course else can_bring(person, found.university)
    if not allowed:
        raise NotThere
    return found
