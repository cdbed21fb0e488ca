"""Deeds: an account is opened, described and emptied."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.utils.translation import gettext_lazy as _

from xingtan.kernel import rows
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit, emit_many
from xingtan.kernel.ids import new_uid
from xingtan.people.events import Described, Emptied, Joined, KeyDropped, KeyMade, SignInJoined
from xingtan.people.models import ApiKey, Person
from xingtan.people.queries import digest_of


class AddressIsTaken(RuleBroken):
    """Two people cannot sign in with one address."""

    message = _("There is already an account with this address. Sign in, or ask for a new password.")


@deed
def join(
    *,
    email: str,
    password: str | None = None,
    name: str = "",
    latin_name: str = "",
    locale: str = "en",
    zone: str = "UTC",
    is_operator: bool = False,
) -> Person:
    """Open an account.

    :raises AddressIsTaken: if somebody has one with this address
    """
    address = email.strip().lower()
    if Person.objects.filter(email=address).exists():
        raise AddressIsTaken

    person = Person(email=address, name=name, latin_name=latin_name, locale=locale, zone=zone, is_operator=is_operator)
    person.set_password(password)
    person.save()

    emit(Joined(actor=person.uid, person=person.uid))
    return person


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """Somebody for whom an account is opened by another."""

    email: str | None = None
    name: str = ""
    latin_name: str = ""
    locale: str = "en"
    zone: str = "UTC"


@deed
def join_many(*, newcomers: Sequence[Newcomer], now: datetime) -> list[tuple[int, UUID]]:
    """Open accounts in bulk, without passwords: whoever has the address chooses one by a letter to it.

    :returns: key and uid of each, in the order of ``newcomers``
    :raises AddressIsTaken: if somebody has an account with one of the addresses, or two want the same
    """
    addresses = [each.email for each in newcomers if each.email]
    if len(set(addresses)) < len(addresses) or Person.objects.filter(email__in=addresses).exists():
        raise AddressIsTaken

    uids = [new_uid() for _each in newcomers]
    rows.insert(
        Person,
        ("uid", "email", "name", "latin_name", "locale", "zone", "password"),
        [
            (uid, each.email, each.name, each.latin_name, each.locale, each.zone, _no_password())
            for uid, each in zip(uids, newcomers, strict=True)
        ],
        always={"joined_at": now},
    )
    keys = rows.keys(Person, "uid", uids)

    emit_many([Joined(actor=uid, person=uid) for uid in uids])
    return [(keys[uid], uid) for uid in uids]


@deed
def correct_unused(*, corrections: Mapping[int, Newcomer]) -> set[int]:
    """Call accounts (keys) that nobody has signed in to as whoever opened them says now; one that was used is its owner's.

    An address that somebody else has is left as it was.

    :returns: keys of those who have another address now
    """
    rows = Person.objects.select_for_update().filter(pk__in=corrections, last_login=None, emptied_at=None)
    rows = rows.filter(password__startswith=UNUSABLE_PASSWORD_PREFIX, is_active=True, is_operator=False)
    rows = rows.exclude(pk__in=SocialAccount.objects.filter(user__in=corrections).values("user"))
    taken = set(
        Person.objects.filter(email__in=[each.email for each in corrections.values() if each.email]).values_list(
            "email", flat=True
        )
    )
    changed, moved = [], set()
    for person in rows.order_by("pk"):
        said = corrections[person.pk]
        email = said.email if said.email and said.email not in taken else person.email
        if email != person.email:
            moved.add(person.pk)
        if (person.name, person.latin_name, person.email) != (said.name, said.latin_name, email):
            person.name, person.latin_name, person.email = said.name, said.latin_name, email
            taken.add(email or "")
            changed.append(person)
    Person.objects.bulk_update(changed, ["name", "latin_name", "email"], batch_size=500)

    emit_many([Described(actor=each.uid, person=each.uid) for each in changed])
    return moved


def _no_password() -> str:
    """Give what stands for no password: something of its own for each, as letters for choosing one are signed with it."""
    return UNUSABLE_PASSWORD_PREFIX + secrets.token_urlsafe(30)


@deed
def confirm_address(*, person: Person) -> None:
    """Take the person's address as theirs without a letter: whoever keeps the site vouches for it."""
    EmailAddress.objects.update_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})


@deed
def open_account(*, person: Person) -> Person:
    """Save the account that somebody filled in, and announce it."""
    person.save()

    emit(Joined(actor=person.uid, person=person.uid))
    return person


@deed
def announce_account(*, person: Person) -> None:
    """Announce an account that a university's sign-in has opened."""
    emit(Joined(actor=person.uid, person=person.uid))


@deed
def join_sign_in(
    *, person: int | None, provider: str, uid: str, said: Mapping[str, str], addresses: Iterable[tuple[str, bool]]
) -> SocialAccount | None:
    """Let a university's sign-in open the account (a key) that the university opened and nobody has used.

    :param addresses: what the university says are the person's, and whether it may vouch for them
    :returns: None where the account was used in another way: then its owner signs in so, and connects the university
    """
    if person is None:
        return None
    owner = Person.objects.select_for_update().get(pk=person)
    known = SocialAccount.objects.filter(provider=provider, uid=uid, user=owner).first()
    if known is not None:
        return known
    is_used = owner.last_login is not None or owner.has_usable_password() or not owner.is_active or owner.is_operator
    if is_used or SocialAccount.objects.filter(user=owner).exists():
        return None

    _take_addresses(owner, addresses)
    made = SocialAccount.objects.create(user=owner, provider=provider, uid=uid, extra_data=dict(said))

    emit(SignInJoined(actor=owner.uid, person=owner.uid))
    return made


def _take_addresses(owner: Person, addresses: Iterable[tuple[str, bool]]) -> None:
    """Take the account's own address as confirmed if the university vouches for it; one without gets its first."""
    for email, is_vouched in addresses:
        if owner.email is None and not Person.objects.filter(email=email).exists():
            owner.email = email
            owner.save(update_fields=["email"])
        if owner.email == email and is_vouched:
            confirm_address(person=owner)


@deed
def describe(*, person: Person, name: str, latin_name: str, locale: str, zone: str) -> Person:
    """Change what a person says of themselves."""
    person.name, person.latin_name, person.locale, person.zone = name, latin_name, locale, zone
    person.save(update_fields=["name", "latin_name", "locale", "zone"])

    emit(Described(actor=person.uid, person=person.uid))
    return person


@deed
def empty(*, person: Person, now: datetime) -> None:
    """Empty the account itself, after every room has emptied what it kept: nobody can sign in to it any more."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.emptied_at:
        return

    person.email, person.name, person.latin_name = None, "", ""
    person.locale, person.zone = "en", "UTC"
    person.is_active = person.is_operator = False
    person.emptied_at = now
    person.last_login = None
    person.set_unusable_password()
    person.save()

    emit(Emptied(person=person.uid))


@deed
def note_duties(*, person: Person) -> None:
    """Note that the person serves somewhere, so that their pages show the ways there."""
    if not person.has_duties:
        person.has_duties = True
        person.save(update_fields=["has_duties"])


@deed
def note_duties_of(*, keys: Iterable[int]) -> None:
    """Note that these people serve somewhere, in one statement."""
    Person.objects.filter(pk__in=list(keys), has_duties=False).update(has_duties=True)


@deed
def make_key(*, person: Person, label: str, now: datetime) -> tuple[ApiKey, str]:
    """Make a key by which a program acts for the person.

    :returns: the key's row, and the key itself, which is never shown again
    """
    key = f"xt_{secrets.token_urlsafe(32)}"
    made = ApiKey.objects.create(person=person, label=label, start=key[:8], digest=digest_of(key), made_at=now)

    emit(KeyMade(actor=person.uid, person=person.uid))
    return made, key


@deed
def drop_key(*, key: ApiKey) -> None:
    """End a key at once."""
    person = key.person
    ApiKey.objects.filter(pk=key.pk).delete()

    emit(KeyDropped(actor=person.uid, person=person.uid))


@deed
def end_sign_in(*, sign_in: UserSession) -> None:
    """End a sign-in: its next request, in whatever process, is a stranger's."""
    sign_in.end()
