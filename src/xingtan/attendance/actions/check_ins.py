"""Deeds: claims to be here are taken in, one or thousands at a time."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from xingtan.attendance.actions.deciding import decide_sessions
from xingtan.attendance.actions.telling import tell_leads
from xingtan.attendance.models import CheckIn, Refusal, Round
from xingtan.attendance.queries.rounds import described
from xingtan.attendance.rules.claims import Claim, Verdict, judge
from xingtan.kernel.deeds import deed
from xingtan.teaching import public as teaching

AT_ONCE = 2_000


@deed
def take_check_ins(*, claims: Sequence[Claim], now: datetime) -> list[Verdict]:
    """Judge and keep claims, however many, in three statements; give the verdicts in their order.

    Who claims again is taken once; of those that are refused the reasons are counted. The caller has made sure that
    each person is who they say and studies there (a door, or a pass that was made behind it), and counted the try
    against the limit ``check_in``.
    """
    rounds = _rounds(claims)
    verdicts = _judged(claims, rounds)
    _keep(claims, verdicts, rounds, now)
    refused = Counter(
        (claim.round, verdict.why) for claim, verdict in zip(claims, verdicts, strict=True) if not verdict.is_taken
    )
    Refusal.objects.bulk_create(
        [Refusal(round=rounds[uid], why=why, count=count) for (uid, why), count in refused.items() if uid in rounds]
    )
    return verdicts


@deed
def take_right_check_ins(*, claims: Sequence[Claim], now: datetime) -> list[Verdict]:
    """Judge claims, and keep those that are believed; the others go on to the page, where they are counted."""
    rounds = _rounds(claims)
    verdicts = _judged(claims, rounds)
    _keep(claims, verdicts, rounds, now)
    return verdicts


def _rounds(claims: Sequence[Claim]) -> dict[UUID, Round]:
    rows = Round.objects.filter(uid__in={each.round for each in claims}).select_related("session")
    return {row.uid: row for row in rows}


def _judged(claims: Sequence[Claim], rounds: dict[UUID, Round]) -> list[Verdict]:
    opened = {uid: described(row, row.session.uid) for uid, row in rounds.items()}
    return [judge(each, opened[each.round]) if each.round in opened else _GONE for each in claims]


def _keep(claims: Sequence[Claim], verdicts: Sequence[Verdict], rounds: dict[UUID, Round], now: datetime) -> None:
    CheckIn.objects.bulk_create(
        [
            CheckIn(
                round=rounds[claim.round],
                person_id=claim.person,
                at=datetime.fromtimestamp(claim.at, UTC),
                by="+".join(verdict.by),
                band=verdict.band,
                device=claim.device,
            )
            for claim, verdict in zip(claims, verdicts, strict=True)
            if verdict.is_taken
        ],
        ignore_conflicts=True,
        batch_size=AT_ONCE,
    )
    # One that reached the server in time and the database after the session was decided.
    if late := {row.session_id for row in rounds.values() if row.session.status == teaching.Session.Status.HELD}:
        decide_sessions(sessions=late, now=now, people={each.person for each in claims})
    for uid in {row.session.uid for row in rounds.values()}:
        tell_leads(uid)


_GONE = Verdict(is_taken=False, why="closed")
