"""Who may read a notice: the person it was told to."""

from typing import Any
from uuid import UUID

from xingtan.kernel.errors import NotThere, SignInFirst
from xingtan.notices.models import Notice


def notice_to_read(person: Any, *, notice: UUID) -> Notice:
    """Find the notice, or say it is not there."""
    if not person.is_authenticated:
        raise SignInFirst
    found = Notice.objects.filter(uid=notice, person=person).first()
    if found is None:
        raise NotThere
    return found
