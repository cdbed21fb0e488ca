"""Questions about people and their keys."""

import hashlib
from datetime import datetime
from zoneinfo import available_timezones

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.errors import RuleBroken
from xingtan.people.models import ApiKey, Person


class NobodyHasThisAddress(RuleBroken):
    """What is given to a person needs somebody to have it."""

    message = _("Nobody here has the address “%(email)s”. Ask them to open an account first; nothing was changed.")


def person_with_address(email: str) -> Person:
    """Find who signs in with this address.

    :raises NobodyHasThisAddress: if there is no such account
    """
    found = Person.objects.filter(email=email.strip().lower(), is_active=True).first()
    if found is None:
        raise NobodyHasThisAddress(email=email)
    return found


def zones() -> list[tuple[str, str]]:
    """Give the time zones a person may choose from: those of places, and UTC, without the database's own oddities."""
    return [
        (name, name.replace("_", " "))
        for name in sorted(available_timezones())
        if ("/" in name[:-1] and not name.startswith(("Etc/", "posix", "right"))) or name == "UTC"
    ]


def digest_of(key: str) -> str:
    """Give what is kept of a key. It has 256 random bits, so that one round of SHA-256 is enough."""
    return hashlib.sha256(key.encode()).hexdigest()


def owner_of_key(key: str, *, now: datetime | None = None) -> Person | None:
    """Find whose key this is, and note the day it was used."""
    found = ApiKey.objects.select_related("person").filter(digest=digest_of(key), person__is_active=True).first()
    if found is None:
        return None
    today = (now or timezone.now()).date()
    if found.used_on != today:
        ApiKey.objects.filter(pk=found.pk).update(used_on=today)
    return found.person


def keys_of(person: Person) -> list[ApiKey]:
    """Give the person's keys, the newest first."""
    return list(ApiKey.objects.filter(person=person).order_by("-pk"))
