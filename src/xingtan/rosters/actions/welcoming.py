"""Deeds: those who got an account are told so, when the registrar says so and not before."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from xingtan.jobs import public as jobs
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.notices import public as notices
from xingtan.people import public as people
from xingtan.rosters.events import Welcomed
from xingtan.rosters.models import Roster, Sourced

WELCOME = "rosters.welcome"
AT_ONCE = 200


class NobodyToWelcome(RuleBroken):
    """Everybody has been told, or came by themselves."""

    message = _("Everybody with a new account has been told already. Nothing was sent.")


class NotTakenIn(RuleBroken):
    """One welcomes those who are here."""

    message = _("Take the roster in first. Nothing was sent.")


@deed
def ask_to_welcome(*, roster: Roster, by: people.Person, now: datetime) -> Roster:
    """Let a job write to everybody who got an account from this source and has not been told.

    :raises NotTakenIn, NobodyToWelcome: see there
    """
    roster = Roster.objects.select_for_update(of=("self",)).select_related("university").get(pk=roster.pk)
    if roster.taken_at is None:
        raise NotTakenIn
    if not unwelcomed(roster).exists():
        raise NobodyToWelcome

    jobs.start(kind=WELCOME, owner=by, params={"roster": str(roster.uid)})
    roster.welcomed_at = now
    roster.save(update_fields=["welcomed_at"])
    return roster


def unwelcomed(roster: Roster) -> QuerySet[Sourced]:
    """Give those who got an account from the roster's source, and were not told."""
    return (
        Sourced.objects.of(roster.university_id, roster.source, "user")
        .standing()
        .filter(is_new=True, welcomed_at=None, person__email__isnull=False)
        .order_by("pk")
    )


@deed
def welcome_some(*, roster: Roster, now: datetime) -> int:
    """Tell the next few, each in their language; tells how many there were."""
    some = list(unwelcomed(roster).select_related("person")[:AT_ONCE])
    Sourced.objects.filter(pk__in=[each.pk for each in some]).update(welcomed_at=now)
    notices.tell(
        people=[each.person for each in some if each.person],
        kind="rosters.welcome",
        about=f"university:{roster.university.uid}",
        data={"university": dict(roster.university.name)},
        now=now,
    )

    if some:
        emit(Welcomed(university=roster.university.uid, roster=roster.uid, people=len(some)))
    return len(some)
