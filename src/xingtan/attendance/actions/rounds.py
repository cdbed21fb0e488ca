"""Deeds: a check-in or check-out is opened and closed, and what a class asks for is said."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from xingtan.attendance.actions.telling import tell_everybody
from xingtan.attendance.events import RoundClosed, RoundOpened, TermsSet
from xingtan.attendance.models import CheckIn, Refusal, Round, Terms
from xingtan.attendance.queries.rounds import is_open
from xingtan.attendance.rules.gestures import gesture_from
from xingtan.catalog import public as catalog
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.people import public as people
from xingtan.teaching import public as teaching

CODE_LENGTH = 4
GESTURE_LENGTH = 5


class NothingToShow(RuleBroken):
    """A round that asks for nothing."""

    message = _("Choose at least one way to check in. Nothing was opened.")


class PlaceIsMissing(RuleBroken):
    """Nothing to compare a student's place with."""

    message = _("Say where the lesson is, to compare places with. Nothing was opened.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What a round asks for.

    :param minutes: after which it closes by itself; without, when somebody closes it
    """

    means: Sequence[str] = ("tap",)
    needs_all: bool = False
    code_length: int = CODE_LENGTH
    latitude: float | None = None
    longitude: float | None = None
    radius: int = 100
    minutes: int | None = None


@deed
def open_round(*, session: teaching.Session, way: str, asking: Asking, by: people.Person, now: datetime) -> Round:
    """Open a check-in or check-out. Where one is open already, by another teacher perhaps, that one is given.

    :raises SessionIsOver: if the session was held or called off
    :raises NothingToShow: if it asks for nothing
    :raises PlaceIsMissing: if it asks for a place and says none
    """
    if session.has_ended:
        raise teaching.SessionIsOver
    if not asking.means:
        raise NothingToShow
    asks_place = "place" in asking.means
    if asks_place and (asking.latitude is None or asking.longitude is None):
        raise PlaceIsMissing
    for old in Round.objects.select_for_update().standing().filter(session=session, way=way).order_by("pk"):
        if is_open(old, now):
            return old
        _close(old, None, old.ends_at or now)

    facts: dict[str, Any] = {
        "means": list(asking.means),
        "needs_all": asking.needs_all,
        "code": f"{secrets.randbelow(10**asking.code_length):0{asking.code_length}}" if "code" in asking.means else "",
        "gesture": gesture_from(secrets.randbelow, GESTURE_LENGTH) if "gesture" in asking.means else "",
        "latitude": asking.latitude if asks_place else None,
        "longitude": asking.longitude if asks_place else None,
        "radius": asking.radius if asks_place else 0,
        "opened_at": now,
        "opened_by": by,
        "ends_at": now + timedelta(minutes=asking.minutes) if asking.minutes else None,
    }
    # Of two who open at once one makes it, and the other is given that.
    made, is_new = Round.objects.get_or_create(session=session, way=way, closed_at=None, defaults=facts)

    if is_new:
        emit(RoundOpened(actor=by.uid, session=session.uid, round=made.uid, way=way))
        tell_everybody(session.uid)
    return made


@deed
def close_round(*, opened: Round, by: people.Person | None, now: datetime) -> Round:
    """Close a round. One that is closed already, by another teacher perhaps, stays as it was closed first."""
    session = opened.session
    opened = Round.objects.select_for_update().get(pk=opened.pk)
    if opened.closed_at is not None:
        return opened
    count = _close(opened, by, now)

    emit(RoundClosed(actor=by.uid if by else None, session=session.uid, round=opened.uid, people=count))
    tell_everybody(session.uid)
    return opened


@deed
def close_rounds_of(*, session: teaching.Session, now: datetime) -> None:
    """Close what is still open when the session is over."""
    for opened in Round.objects.standing().filter(session=session).select_related("session").order_by("pk"):
        close_round(opened=opened, by=None, now=now)


@deed
def set_terms(*, run: catalog.Run, by: people.Person, now: datetime, **facts: Any) -> Terms:
    """Say what a class asks for to count as present: for sessions that are still to be held.

    Those that were held stand as they were decided.
    """
    terms, _is_new = Terms.objects.update_or_create(run=run, defaults=facts)

    university = run.course.university.uid
    emit(TermsSet(actor=by.uid, university=university, run=run.uid, asks=terms.asks, share_percent=terms.share_percent))
    return terms


def _close(opened: Round, by: people.Person | None, now: datetime) -> int:
    opened.closed_at = min(now, opened.ends_at or now)
    opened.closed_by = by
    # Nothing is compared with the place any more.
    opened.latitude = opened.longitude = None
    opened.save(update_fields=["closed_at", "closed_by", "latitude", "longitude"])
    return CheckIn.objects.filter(round=opened).count()


@deed
def gather_refusals(*, opened: Round) -> None:
    """Make one row a reason out of many."""
    rows = list(Refusal.objects.select_for_update().filter(round=opened).order_by("pk"))
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.why] = counts.get(row.why, 0) + row.count
    if len(rows) > len(counts):
        Refusal.objects.filter(pk__in=[row.pk for row in rows]).delete()
        Refusal.objects.bulk_create([Refusal(round=opened, why=why, count=count) for why, count in counts.items()])
