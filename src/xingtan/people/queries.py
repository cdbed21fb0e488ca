"""Questions about people and their keys."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast
from zoneinfo import available_timezones

from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from django.db.models import QuerySet
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


@dataclass(frozen=True, slots=True)
class SignIn:
    """Somebody who comes through a university's own sign-in, where they are known as ``uid``.

    :param domains: whose addresses the operator lets this sign-in vouch for
    :param university: whose own sign-in the operator says that it is (a slug), if they do
    """

    person: int
    provider: str
    domains: frozenset[str]
    university: str = ""


@dataclass(frozen=True, slots=True)
class Accounts:
    """Accounts that some addresses and ids of universities' sign-ins belong to."""

    by_email: dict[str, int] = field(default_factory=dict)
    by_uid: dict[str, list[SignIn]] = field(default_factory=dict)


def accounts_of(*, emails: Iterable[str], uids: Iterable[str]) -> Accounts:
    """Find whose addresses and ids these are, in four queries; an address counts as confirmed or as the account's own.

    :param emails: in small letters
    """
    asked, known = list(emails), list(uids)
    confirmed = EmailAddress.objects.filter(email__in=asked, verified=True).values_list("email", "user_id")
    own = Person.objects.filter(email__in=asked).values_list("email", "pk")
    found = Accounts({**dict(confirmed), **{email: pk for email, pk in own if email}})
    accounts = SocialAccount.objects.filter(uid__in=known).values_list("uid", "user_id", "provider").order_by("pk")
    apps = get_adapter().list_apps(None)
    by_number: QuerySet[Any, Any] = SocialAccount.objects.none()
    if known and any(app.settings.get("number") for app in apps):
        by_number = SocialAccount.objects.filter(extra_data__number__in=known).order_by("pk")
        by_number = by_number.values_list("extra_data__number", "user_id", "provider")
    for uid, person, provider in [*accounts, *by_number]:
        said = _said_of(provider, apps)
        domains = frozenset(each.lower() for each in said.get("domains", []))
        found.by_uid.setdefault(uid, []).append(SignIn(person, provider, domains, said.get("university", "")))
    return found


def _said_of(provider: str, apps: Sequence[Any]) -> dict[str, Any]:
    """Give what the operator says of a sign-in; it is known by its id, or by its app's."""
    for app in apps:
        if provider in (app.provider_id, app.provider, app.client_id):
            return cast(dict[str, Any], app.settings)
    return {}
