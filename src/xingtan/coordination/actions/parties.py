"""Deeds: a university or a platform joins a call, and leaves it."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from xingtan.catalog import public as catalog
from xingtan.coordination.actions.calls import CallIsNotOpen, lock
from xingtan.coordination.events import PartyJoined, PartyLeft
from xingtan.coordination.models import Call, Comeback, Departure, Party
from xingtan.coordination.rules import is_open
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.people import public as people
from xingtan.universities import public as universities


class AlreadyJoined(RuleBroken):
    """One joins once."""

    message = _("This one joined the call before. Nothing was changed.")


@deed
def join_call(
    *,
    call: Call,
    university: universities.University | None = None,
    platform: catalog.Platform | None = None,
    tier: str,
    by: people.Person,
    now: datetime,
) -> Party:
    """Let the university or the platform join the call; who had left joins again, with all it gave before.

    :raises CallIsNotOpen: if it takes nobody any more
    :raises AlreadyJoined: if it did
    """
    call = lock(call)
    if not is_open(call.state, call.due_at, now):
        raise CallIsNotOpen
    before = Party.objects.filter(call=call, university=university, platform=platform).first()
    if before is None:
        facts = {"university": university, "platform": platform, "tier": tier}
        party = Party.objects.create(call=call, joined_at=now, by=by, **facts)
    else:
        party = _come_back(before, tier, by, now)

    emit(
        PartyJoined(
            actor=by.uid,
            university=university and university.uid,
            call=call.uid,
            party=party.uid,
            platform=platform.uid if platform else None,
            tier=tier,
        )
    )
    return party


def _come_back(party: Party, tier: str, by: people.Person, now: datetime) -> Party:
    departure = Departure.objects.standing().filter(party=party).first()
    if departure is None:
        raise AlreadyJoined
    Comeback.objects.create(departure=departure, tier=tier, by=by, at=now)
    party.tier = tier
    party.save(update_fields=["tier"])
    return party


@deed
def leave_call(*, party: Party, reason: str, by: people.Person, now: datetime) -> Departure:
    """Let the party leave; what it gave stays, and its courses go their way.

    :raises AlreadyLeft: if it did
    """
    party = Party.objects.select_for_update(of=("self",)).select_related("call", "university").get(pk=party.pk)
    if Departure.objects.standing().filter(party=party).exists():
        raise AlreadyLeft

    left = Departure.objects.create(party=party, by=by, at=now, reason=reason.strip())

    emit(
        PartyLeft(
            actor=by.uid,
            university=party.university and party.university.uid,
            call=party.call.uid,
            party=party.uid,
        )
    )
    return left


class AlreadyLeft(RuleBroken):
    """One leaves once."""

    message = _("This one has left the call. Nothing was changed.")
