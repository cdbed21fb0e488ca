"""Doors to one's own things."""

from typing import Any

from xingtan.kernel.errors import NotThere, SignInFirst
from xingtan.people.models import ApiKey


def key_to_drop(person: Any, *, key: int) -> ApiKey:
    """Find one's own key."""
    if not person.is_authenticated:
        raise SignInFirst
    found = ApiKey.objects.select_related("person").filter(pk=key, person=person).first()
    if found is None:
        raise NotThere
    return found
