"""Who may do what with the content of a course, and the doors to it."""

from typing import Any
from uuid import UUID

from xingtan.authoring.models import Intake, Version
from xingtan.authoring.registry import kinds
from xingtan.authoring.registry.kinds import Kind
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


def heading_to_author(person: Any, *, university: str, course: str, heading: str) -> tuple[catalog.Course, str]:
    """Find the course of a chapter, section or unit; whether it is there is seen in the newest version."""
    return course_to_author(person, university=university, course=course), heading


def unit_to_author(person: Any, *, university: str, course: str, unit: str) -> tuple[catalog.Course, str]:
    """Find the course of a unit; whether it is there is seen in the newest version."""
    return course_to_author(person, university=university, course=course), unit


def block_to_author(person: Any, *, university: str, course: str, block: str) -> tuple[catalog.Course, str]:
    """Find the course of a block; whether it is there is seen in the newest version."""
    return course_to_author(person, university=university, course=course), block


def unit_to_extend(
    person: Any, *, university: str, course: str, unit: str, kind: str
) -> tuple[catalog.Course, str, Kind]:
    """Find the course of a unit, and the kind of block that is to be added to it."""
    known = kinds.named(kind)
    if known is None:
        raise NotThere
    return course_to_author(person, university=university, course=course), unit, known


def run_to_deliver(person: Any, *, university: str, course: str, run: UUID) -> catalog.Run:
    """Find the run for those who may say which version it uses."""
    return catalog.run_to_teach(person, university=university, course=course, run=run)


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
