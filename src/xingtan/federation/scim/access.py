"""Who makes directory keys, and what a directory with a key may see: its own university, and what it pushed itself."""

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

from xingtan.federation.scim.models import Key
from xingtan.kernel.errors import NotThere
from xingtan.universities import public as universities


def university_to_keep(person: Any, *, university: str) -> universities.University:
    """Find the university for who runs it."""
    return universities.university_to_administer(person, university=university)


def key_to_end(person: Any, *, university: str, key: UUID) -> Key:
    """Find a directory key of the university for who runs it."""
    place = university_to_keep(person, university=university)
    found = Key.objects.filter(uid=key, university=place, ended_at=None).first()
    if found is None:
        raise NotThere
    found.university = place
    return found


def digest_of(key: str) -> str:
    """Give what is kept of a key."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def key_that_opens(header: str, *, university: str, now: datetime) -> Key | None:
    """Find the key of a request to this university, and note the day; whoever made it must run the university still."""
    scheme, _, key = header.partition(" ")
    if scheme.casefold() != "bearer" or not key:
        return None
    found = (
        Key.objects.filter(digest=digest_of(key.strip()), ended_at=None, university__slug=university)
        .select_related("university", "made_by")
        .first()
    )
    if found is None or not found.made_by.is_active or not universities.can_administer(found.made_by, found.university):
        return None
    if found.used_on != now.date():
        Key.objects.filter(pk=found.pk).update(used_on=now.date())
    return found


def directory(person: Any, **url: Any) -> Any:
    """Open to nobody by themselves: a directory comes with a key, which its pages look at first."""
    raise NotThere
