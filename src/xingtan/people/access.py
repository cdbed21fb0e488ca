"""Doors to one's own things."""

from typing import Any

from allauth.usersessions.models import UserSession

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


def sign_in_to_end(person: Any, *, sign_in: int) -> UserSession:
    """Find one's own sign-in, here or elsewhere."""
    if not person.is_authenticated:
        raise SignInFirst
    found = UserSession.objects.filter(pk=sign_in, user=person).first()
    if found is None:
        raise NotThere
    return found
