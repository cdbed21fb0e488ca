"""Who sees points, flags and cases: those who serve the course, and each student what is about themselves."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from xingtan.catalog import public as catalog
from xingtan.insights.models import Case
from xingtan.kernel.errors import NotThere
from xingtan.learning import public as learning


def run_to_look_at(
    person: Any, *, university: str, course: str, run: UUID
) -> tuple[catalog.Run, learning.Enrollment | None]:
    """Find a run for its student, with their place; for who serves the course, without one."""
    found: tuple[catalog.Run, learning.Enrollment | None] = learning.run_to_study(
        person, university=university, course=course, run=run
    )
    return found


def run_to_set(person: Any, *, university: str, course: str, run: UUID) -> catalog.Run:
    """Find a run for its teachers, who say what counts."""
    found: catalog.Run = catalog.run_to_teach(person, university=university, course=course, run=run)
    return found


def run_to_watch(person: Any, *, university: str, course: str, run: UUID) -> catalog.Run:
    """Find a run for its teachers and assistants."""
    found: catalog.Run = catalog.run_to_assist(person, university=university, course=course, run=run)
    return found


def run_of_cases(
    person: Any, *, university: str, course: str, run: UUID
) -> tuple[catalog.Run, learning.Enrollment | None]:
    """Find a run for its teachers, who decide its cases; for a student, who sees own ones."""
    found, enrollment = run_to_look_at(person, university=university, course=course, run=run)
    if enrollment is None and not catalog.can_teach(person, found.course):
        raise NotThere
    return found, enrollment


@dataclass(frozen=True, slots=True)
class SeenCase:
    """A case, and whether who looks is to decide it."""

    case: Case
    decides: bool


def case_to_see(person: Any, *, case: UUID) -> SeenCase:
    """Find a case, and whether who looks decides it: its teachers do; the student sees it once it is decided."""
    rows = Case.objects.select_related("enrollment__learner", "enrollment__run__course__university", "decided_by")
    found = rows.filter(uid=case).first() if person.is_authenticated else None
    if found is None:
        raise NotThere
    # Nobody decides about themselves.
    if found.enrollment.learner_id == person.pk:
        if found.decided_at is None:
            raise NotThere
        return SeenCase(found, decides=False)
    if not catalog.can_teach(person, found.enrollment.run.course):
        raise NotThere
    return SeenCase(found, decides=True)


def case_to_decide(person: Any, *, case: UUID) -> Case:
    """Find a case for a teacher to decide."""
    seen = case_to_see(person, case=case)
    if not seen.decides:
        raise NotThere
    return seen.case


def case_to_answer(person: Any, *, case: UUID) -> Case:
    """Find a decided case for the student it is about."""
    seen = case_to_see(person, case=case)
    if seen.decides:
        raise NotThere
    return seen.case
