"""Who may wait for a course, report what is wrong with it, and settle such a report."""

from typing import Any
from uuid import UUID

from xingtan.catalog import public as catalog
from xingtan.kernel.errors import NotThere, SignInFirst
from xingtan.readers.models import Correction, SavedSearch
from xingtan.universities import public as universities


def course_to_wait_for(person: Any, *, university: str, course: str) -> catalog.Course:
    """Find the course for somebody who wants to hear of it, which takes an account."""
    found = catalog.course_to_see(person, university=university, course=course)
    if not person.is_authenticated:
        raise SignInFirst
    return found


def course_to_correct(person: Any, *, university: str, course: str) -> catalog.Course:
    """Find a course that anyone may see: anyone may say that something is wrong with it."""
    found = catalog.course_to_see(person, university=university, course=course)
    if not found.is_published:
        raise NotThere
    return found


def correction_to_settle(person: Any, *, correction: UUID) -> Correction:
    """Find a report for those from whom the entry comes, or for a coordinator."""
    found = Correction.objects.to_settle_by(person).filter(uid=correction).select_related("course").first()
    if found is None:
        raise NotThere
    return found


def can_settle_some(person: Any) -> bool:
    """Test whether this person deals with reports at all."""
    if not person.is_authenticated:
        return False
    runs_one = any(universities.Role.ADMINISTRATOR in roles for roles in person.standing.universities.at.values())
    return (
        runs_one
        or universities.coordinates(person)
        or bool(person.standing.catalog.teaches)
        or catalog.PlatformContact.objects.filter(person=person).exists()
    )


def corrections_to_see(person: Any) -> None:
    """Open the list of reports to those who deal with some."""
    if not can_settle_some(person):
        raise NotThere


def search_to_keep(person: Any, *, search: UUID) -> SavedSearch:
    """Find a search for who keeps it."""
    found = person.is_authenticated and SavedSearch.objects.filter(uid=search, person=person).first()
    if not found:
        raise NotThere
    found.person = person
    return found
