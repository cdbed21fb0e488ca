"""Questions about rounds of check-ins."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models

from xingtan.attendance.models import CheckIn, Round
from xingtan.attendance.rules.claims import Opened
from xingtan.kernel.prepared import Prepared
from xingtan.teaching import public as teaching


def opened_round(uid: UUID) -> Opened | None:
    """Describe a round for who judges claims elsewhere: one query. It may be kept until `attendance.changed` is told."""
    return opened_rounds([uid]).get(uid)


def opened_rounds(uids: Collection[UUID]) -> dict[UUID, Opened]:
    """Describe several rounds: one query."""
    rows = Round.objects.filter(uid__in=uids).select_related("session")
    return {row.uid: described(row, row.session.uid) for row in rows}


def described(row: Round, session: UUID) -> Opened:
    """Describe a round as far as it takes to judge a claim."""
    return Opened(
        round=row.uid,
        session=session,
        opened_at=row.opened_at.timestamp(),
        closed_at=_end(row.closed_at, row.ends_at),
        means=tuple(row.means),
        needs_all=row.needs_all,
        code=row.code,
        gesture=row.gesture,
        latitude=row.latitude,
        longitude=row.longitude,
        radius=row.radius,
    )


def _end(*moments: datetime | None) -> float | None:
    return min((each.timestamp() for each in moments if each is not None), default=None)


def is_open(row: Round, now: datetime) -> bool:
    """Test whether claims are taken at this moment."""
    end = _end(row.closed_at, row.ends_at)
    return row.opened_at <= now and (end is None or now.timestamp() < end)


@dataclass(frozen=True, slots=True)
class Asked:
    """A round that is open, as one student sees it."""

    round: Round
    opened: Opened
    has_checked_in: bool


# Asked by each of three hundred who come to a session in the same minute.
_asked = Prepared[Round](
    lambda session, person: (
        Round.objects.standing()
        .filter(session=session)
        .annotate(has_checked_in=models.Exists(CheckIn.objects.filter(round=models.OuterRef("pk"), person=person)))
        .order_by("opened_at", "pk")
    ),
    session=models.BigIntegerField(),
    person=models.BigIntegerField(),
)


def asked_of(session: teaching.Session, person: Any, now: datetime) -> list[Asked]:
    """Give the rounds of a session that are open now, and whether this person has answered them: one query."""
    rows: list[Any] = _asked.all(session=session.pk, person=person.pk)
    return [Asked(row, described(row, session.uid), row.has_checked_in) for row in rows if is_open(row, now)]


def rounds_open(session: teaching.Session, now: datetime) -> list[Round]:
    """Give the rounds of a session that are open now."""
    rows = Round.objects.standing().filter(session=session).order_by("opened_at", "pk")
    return [row for row in rows if is_open(row, now)]
