"""Who may hand in rosters: who runs the university. The doors to them."""

from typing import Any
from uuid import UUID

from xingtan.kernel.errors import NotThere
from xingtan.rosters.models import Doubt, Roster
from xingtan.universities import public as universities


def can_keep(person: Any, university: universities.University) -> bool:
    """Test whether this person decides who belongs to the university."""
    return universities.can_administer(person, university)


def university_to_keep(person: Any, *, university: str) -> universities.University:
    """Find the university for who runs it."""
    return universities.university_to_administer(person, university=university)


def roster_to_keep(person: Any, *, university: str, roster: UUID) -> Roster:
    """Find a roster of the university for who runs it."""
    place = university_to_keep(person, university=university)
    found = Roster.objects.filter(uid=roster, university=place).first()
    if found is None:
        raise NotThere
    found.university = place
    return found


def doubt_to_decide(person: Any, *, university: str, doubt: UUID) -> Doubt:
    """Find a person of a roster about whom somebody has to decide."""
    place = university_to_keep(person, university=university)
    found = Doubt.objects.filter(uid=doubt, university=place).select_related("roster").first()
    if found is None:
        raise NotThere
    found.university = place
    return found
