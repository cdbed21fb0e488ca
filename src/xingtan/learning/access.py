"""Who may study, see who studies, and look inside: predicates, and the doors to what is on a run."""

from typing import Any
from uuid import UUID

from django.db import models

from xingtan.authoring import public as authoring
from xingtan.catalog import public as catalog
from xingtan.kernel.errors import NotThere, SignInFirst
from xingtan.kernel.prepared import Prepared
from xingtan.learning.models import Announcement, Enrollment

Run = catalog.Run
Version = authoring.Version


def can_study(person: Any, run: Run) -> bool:
    """Test whether this person has a place on this run, or serves its course."""
    if not person.is_authenticated:
        return False
    return Enrollment.objects.current().filter(learner=person, run=run).exists() or can_guide(person, run)


def can_guide(person: Any, run: Run) -> bool:
    """Test whether this person may see who learns on this run, and help them."""
    return catalog.can_assist(person, run.course)


def run_to_visit(person: Any, *, university: str, course: str, run: UUID) -> tuple[Run, Enrollment | None]:
    """Find the run for anyone who may see it, with the place this person has or had on it.

    Whoever has a place finds it even when the catalogue no longer shows the course.
    """
    enrollment = _place(person, university, course, run)
    if enrollment is not None:
        return enrollment.run, enrollment
    return catalog.run_to_see(person, university=university, course=course, run=run), None


def run_to_join(person: Any, *, university: str, course: str, run: UUID) -> Run:
    """Find the run for anyone signed in who may see it, or once had a place on it."""
    found, _ = run_to_visit(person, university=university, course=course, run=run)
    if not person.is_authenticated:
        raise SignInFirst
    return found


def run_to_study(person: Any, *, university: str, course: str, run: UUID) -> tuple[Run, Enrollment | None]:
    """Find the run for who has a place on it; for who serves the course, without one."""
    enrollment = _place(person, university, course, run)
    if enrollment is not None and enrollment.is_current:
        return enrollment.run, enrollment
    return catalog.run_to_assist(person, university=university, course=course, run=run), None


def place_on_run(person: Any, *, university: str, course: str, run: UUID) -> Enrollment:
    """Find the place this person has on the run: for what only a learner does."""
    enrollment = _place(person, university, course, run)
    if enrollment is None or not enrollment.is_current:
        raise NotThere
    return enrollment


def unit_to_study(
    person: Any, *, university: str, course: str, run: UUID, unit: str
) -> tuple[Run, Enrollment | None, Version, str]:
    """Find a unit of the version that the run uses, by its key or that of anything in it."""
    found, enrollment = run_to_study(person, university=university, course=course, run=run)
    version, key = _unit(authoring.version_of(found), unit)
    return found, enrollment, version, key


def unit_to_mark(person: Any, *, university: str, course: str, run: UUID, unit: str) -> tuple[Enrollment, Version, str]:
    """Find a unit for a learner to leave a mark on: done, or a bookmark."""
    enrollment = place_on_run(person, university=university, course=course, run=run)
    version, key = _unit(authoring.version_of(enrollment.run), unit)
    return enrollment, version, key


def block_to_answer(
    person: Any, *, university: str, course: str, run: UUID, block: str
) -> tuple[Enrollment, Version, str]:
    """Find a block for its learner to answer."""
    enrollment = place_on_run(person, university=university, course=course, run=run)
    version = authoring.version_of(enrollment.run)
    if version is None or block not in authoring.outline_of(version).unit_of:
        raise NotThere
    return enrollment, version, block


def course_to_preview(person: Any, *, university: str, course: str) -> tuple[catalog.Course, Version]:
    """Find the course and what a visitor may look into: its newest version.

    A course that nobody can take yet is open to those who serve it only.
    """
    found = catalog.course_to_see(person, university=university, course=course)
    version = authoring.newest_version(found)
    if version is None or authoring.outline_of(version).first is None:
        raise NotThere
    return found, version


def learner_to_guide(person: Any, *, university: str, course: str, run: UUID, learner: UUID) -> tuple[Run, Enrollment]:
    """Find a learner's place, for those who may see who learns here."""
    found = catalog.run_to_assist(person, university=university, course=course, run=run)
    enrollment = Enrollment.objects.placed().select_related("learner").filter(run=found, uid=learner).first()
    if enrollment is None:
        raise NotThere
    enrollment.run = found
    return found, enrollment


def learner_to_extend(person: Any, *, university: str, course: str, run: UUID, learner: UUID) -> tuple[Run, Enrollment]:
    """Find a learner's place, for those who may change dates."""
    found = catalog.run_to_teach(person, university=university, course=course, run=run)
    return learner_to_guide(person, university=university, course=course, run=found.uid, learner=learner)


def learner_unit_to_guide(
    person: Any, *, university: str, course: str, run: UUID, learner: UUID, unit: str
) -> tuple[Run, Enrollment, Version, str]:
    """Find a unit as one learner sees it, for those who may see who learns here."""
    found, enrollment = learner_to_guide(person, university=university, course=course, run=run, learner=learner)
    version, key = _unit(authoring.version_of(found), unit)
    return found, enrollment, version, key


def announcement_to_read(person: Any, *, university: str, course: str, run: UUID, announcement: UUID) -> Announcement:
    """Find an announcement for those it was written to, and for those who serve the course."""
    found, enrollment = run_to_study(person, university=university, course=course, run=run)
    announcements = Announcement.objects.filter(run=found, uid=announcement)
    if enrollment is not None:
        announcements = announcements.written_to(enrollment)
    written = announcements.first()
    if written is None:
        raise NotThere
    written.run = found
    return written


_places = Prepared[Enrollment](
    lambda learner, university, course, run: (
        Enrollment.objects.placed()
        .light()
        .filter(learner=learner, run__uid=run, run__course__slug=course, run__course__university__slug=university)[:1]
    ),
    learner=models.BigIntegerField(),
    university=models.CharField(),
    course=models.CharField(),
    run=models.UUIDField(),
)


def _place(person: Any, university: str, course: str, run: UUID) -> Enrollment | None:
    """Find the place a person has or had, with run, course and university: in one query."""
    if not person.is_authenticated:
        return None
    found = _places.first(learner=person.pk, university=university, course=course, run=run)
    if found is not None:
        found.learner = person
    return found


def _unit(version: Version | None, key: str) -> tuple[Version, str]:
    if version is None:
        raise NotThere
    unit = authoring.outline_of(version).unit_for(key)
    if unit is None:
        raise NotThere
    return version, unit.key
