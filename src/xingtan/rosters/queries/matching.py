"""Whose account each person of a roster has."""

from collections.abc import Sequence
from hashlib import blake2b

from django.db.models import Q

from xingtan.kernel import home
from xingtan.people import public as people
from xingtan.people.registry import Known
from xingtan.rosters.models import Sourced
from xingtan.rosters.registry import User
from xingtan.rosters.rules import Whom, decide
from xingtan.universities import public as universities

AT_ONCE = 500


def whom(users: Sequence[User], *, university: int, source: str) -> dict[str, Whom]:
    """Find whose account each of these has, by the id in the roster: five queries for five hundred."""
    found: dict[str, Whom] = {}
    slug = universities.University.objects.values_list("slug", flat=True).get(pk=university)
    for start in range(0, len(users), AT_ONCE):
        found |= _whom(users[start : start + AT_ONCE], university, source, slug)
    return found


def meant(university: str, number: str, by: str) -> Known | None:
    """Tell whom the lists of a university (its slug) mean by the number that its own sign-in names.

    :param by: ``number``, which a list gives a person (its own id of them where it gives none), or ``id``, that id
    """
    rows = Sourced.objects.filter(university__slug=university, kind="user", person__isnull=False).standing()
    rows = rows.filter(
        Q(sourced_id=number)
        if by == "id"
        else Q(identifier=number) | Q(number=number) | Q(identifier="", sourced_id=number)
    )
    found = dict(rows.order_by("is_new", "pk").values_list("person_id", "is_new"))
    if len(found) != 1:
        return Known(None) if found else None
    ((person, is_new),) = found.items()
    others = Sourced.objects.filter(person=person, kind="user").exclude(university__slug=university)
    return Known(person, is_theirs=is_new and not others.exists())


def _whom(users: Sequence[User], university: int, source: str, slug: str) -> dict[str, Whom]:
    known = dict(
        Sourced.objects.of(university, source, "user")
        .filter(sourced_id__in=[each.sourced_id for each in users], person__isnull=False)
        .values_list("sourced_id", "person_id")
    )
    fresh = [each for each in users if each.sourced_id not in known]
    by_identifier: dict[str, set[int]] = {}
    rows = Sourced.objects.filter(
        university=university,
        identifier__in=sorted({each for user in fresh if (each := identifier_of(user))}),
        person__isnull=False,
    ).values_list("identifier", "person_id")
    for identifier, person in rows:
        by_identifier.setdefault(identifier, set()).add(person)
    accounts = people.accounts_of(
        emails=sorted({user.email for user in fresh if user.email}),
        uids=sorted({number for user in fresh for number in _numbers(user)}),
    )
    return {each.sourced_id: _decide(each, known, by_identifier, accounts, slug) for each in users}


def _decide(
    user: User, known: dict[str, int], by_identifier: dict[str, set[int]], accounts: people.Accounts, slug: str
) -> Whom:
    sure: set[int] = set()
    may_be: set[int] = set()
    domain = user.email.rpartition("@")[2]
    for number in _numbers(user):
        for each in accounts.by_uid.get(number, ()):
            if each.university and each.university != slug:
                continue  # another university's number
            is_ours = each.university == slug or (domain and domain in each.domains)
            (sure if is_ours else may_be).add(each.person)
    return decide(
        known=known.get(user.sourced_id),
        by_identifier=by_identifier.get(identifier_of(user), set()),
        by_email={accounts.by_email[user.email]} if user.email in accounts.by_email else set(),
        by_sign_in=sure,
        may_be=may_be - sure,
    )


def identifier_of(user: User) -> str:
    """Give the id that a person keeps whatever list names them."""
    return (user.master_identifier or user.identifier)[:255]


def number_of(user: User) -> str:
    """Give the number that a list names beside that id, if it does."""
    return user.identifier[:255] if user.master_identifier else ""


def _numbers(user: User) -> set[str]:
    """Give what a university's sign-in may call this person."""
    return {each for each in (user.master_identifier, user.identifier, user.username, user.email) if each}


def mark_of(sourced_id: str) -> str:
    """Give what is kept of the id of somebody who was forgotten: enough to know it again, and not to read it."""
    return (
        "erased:" + blake2b(sourced_id.encode(), key=home.secret("rosters").encode()[:64], digest_size=20).hexdigest()
    )


def forgotten(users: Sequence[User], *, university: int, source: str) -> set[str]:
    """Find who of these asked to be forgotten."""
    marks = dict(Sourced.objects.of(university, source, "user").filter(is_erased=True).values_list("sourced_id", "pk"))
    return {each.sourced_id for each in users if mark_of(each.sourced_id) in marks} if marks else set()
