"""Who may see, print and revoke a certificate. Anyone who has its code may verify it."""

from typing import Any

from xingtan.catalog import public as catalog
from xingtan.credentials.models import Award
from xingtan.credentials.rules import read_code
from xingtan.kernel.errors import NotThere
from xingtan.universities import public as universities


def award_to_verify(person: Any, *, code: str) -> Award:
    """Find the certificate by its code, for anyone."""
    found = Award.objects.shown().select_related("revocation", "person").filter(code=read_code(code)).first()
    if found is None:
        raise NotThere
    return found


def award_to_rename(person: Any, *, code: str) -> Award:
    """Find one's own certificate."""
    found = award_to_verify(person, code=code)
    if found.person_id != person.pk:
        raise NotThere
    return found


def award_to_revoke(person: Any, *, code: str) -> Award:
    """Find the certificate for who runs the university that gave it."""
    found = award_to_verify(person, code=code)
    course = catalog.Course.objects.select_related("university").filter(uid=found.course_uid).first()
    if course is None or not universities.can_administer(person, course.university):
        raise NotThere
    return found


def can_revoke(person: Any, award: Award) -> bool:
    """Test whether this person runs the university that gave the certificate."""
    try:
        return bool(award_to_revoke(person, code=award.code))
    except NotThere:
        return False
