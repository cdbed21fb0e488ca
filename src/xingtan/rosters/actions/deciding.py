"""Deeds: somebody decides whose account a person of a roster has."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.people import public as people
from xingtan.rosters.events import DoubtDecided
from xingtan.rosters.models import Candidate, Doubt, Sourced


class NotACandidate(RuleBroken):
    """One chooses among those who may be meant."""

    message = _("Choose one of the accounts named, or a new one. Nothing was decided.")


@deed
def decide(*, doubt: Doubt, person: int | None, by: people.Person, now: datetime) -> None:
    """Decide that it is this person (a key), or nobody who has an account here; the next roster takes them in.

    :raises NotACandidate: if they are none of those named
    """
    doubt = Doubt.objects.select_for_update(of=("self",)).select_related("university", "roster").get(pk=doubt.pk)
    if doubt.decided_at is not None:
        return
    if person is not None and not Candidate.objects.filter(doubt=doubt, person=person).exists():
        raise NotACandidate

    is_new = person is None
    if person is None:
        person = _new_account(doubt, now)
    Sourced.objects.update_or_create(
        university=doubt.university,
        source=doubt.source,
        kind="user",
        sourced_id=doubt.sourced_id,
        # No mark: when the list names them next, there is something to do.
        defaults={
            "person_id": person,
            "identifier": doubt.identifier,
            "digest": "",
            "seen_at": now,
            "gone_at": None,
            "is_new": is_new,
        },
    )
    doubt.decided_by, doubt.decided_at = by, now
    doubt.save(update_fields=["decided_by", "decided_at"])

    if doubt.roster:
        emit(DoubtDecided(actor=by.uid, university=doubt.university.uid, roster=doubt.roster.uid))


def _new_account(doubt: Doubt, now: datetime) -> int:
    """Open an account; without the address, if somebody else signs in with it."""
    taken = doubt.email in people.accounts_of(emails=[doubt.email], uids=()).by_email
    newcomer = people.Newcomer(
        email=None if taken or not doubt.email else doubt.email, name=doubt.name, zone=doubt.university.zone
    )
    return people.join_many(newcomers=[newcomer], now=now)[0][0]
