"""Whose numbers are whose: a university's for who serves it, a course's for who teaches it, one's own for oneself."""

from typing import Any
from uuid import UUID

from xingtan.catalog import public as catalog
from xingtan.kernel.errors import SignInFirst
from xingtan.learning import public as learning
from xingtan.people.public import Person
from xingtan.universities import public as universities


def university_to_count(person: Any, *, university: str) -> universities.University:
    """Find a university for anyone who serves it."""
    found: universities.University = universities.university_to_serve(person, university=university)
    return found


def run_to_count(person: Any, *, university: str, course: str, run: UUID) -> catalog.Run:
    """Find a run for its teachers and assistants."""
    found: catalog.Run = catalog.run_to_assist(person, university=university, course=course, run=run)
    return found


def film_to_watch(
    person: Any, *, university: str, course: str, run: UUID, block: str
) -> tuple[catalog.Run, learning.Enrollment | None, str]:
    """Find the run of a film for who studies there."""
    found, enrollment = learning.run_to_study(person, university=university, course=course, run=run)
    return found, enrollment, block


def oneself(person: Any) -> Person:
    """Open to everyone who has signed in, for what is their own."""
    if not person.is_authenticated:
        raise SignInFirst
    return person  # type: ignore[no-any-return]  # who is signed in is a person
