"""Deeds: somebody who leads a session says otherwise; excuses are asked for and decided."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from xingtan.attendance.actions.deciding import decide_sessions
from xingtan.attendance.actions.telling import tell_leads
from xingtan.attendance.events import Attended, Corrected, ExcuseAsked, ExcuseDecided
from xingtan.attendance.models import Attendance, Correction, Excuse, Status
from xingtan.attendance.queries.traces import known_of
from xingtan.attendance.rules.deciding import HERE, decide
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.people import public as people
from xingtan.teaching import public as teaching


class AlreadyDecided(RuleBroken):
    """An excuse is decided once; after that the teacher corrects."""

    message = _("Your teacher has decided about this already. Write to them if something was misunderstood.")


@deed
def correct(
    *, session: teaching.Session, person: people.Person, becomes: str, reason: str, by: people.Person, now: datetime
) -> Attendance:
    """Write otherwise than the rule says, also while the session runs. What was, is kept; the last correction stands."""
    row = Attendance.objects.select_for_update().filter(session=session, person=person).first()
    if row is None:
        # Of two who correct at once one makes the row, and the other corrects that.
        so_far = {"status": _by_now(session, person, now)}
        row, _is_new = Attendance.objects.get_or_create(session=session, person=person, defaults=so_far)
    was = row.status
    if was == becomes and (row.is_corrected or row.decided):
        return row
    is_held = session.status == teaching.Session.Status.HELD
    is_new = is_held and becomes in HERE and row.counted_at is None

    row.status, row.is_corrected = becomes, True
    if is_new:
        row.counted_at = now
    row.save()
    Correction.objects.create(attendance=row, by=by, at=now, reason=reason[:300], was=was, becomes=becomes)

    run, university = session.run, session.run.course.university.uid
    if is_new:
        emit(
            Attended(
                actor=person.uid,
                university=university,
                session=session.uid,
                run=run.uid,
                status=becomes,
                is_on_site=row.is_on_site,
            )
        )
    emit(
        Corrected(
            actor=by.uid,
            university=university,
            session=session.uid,
            run=run.uid,
            person=person.uid,
            was=was,
            becomes=becomes,
            is_attended=becomes in HERE,
        )
    )
    tell_leads(session.uid)
    return row


@deed
def ask_excuse(*, session: teaching.Session, person: people.Person, words: str, now: datetime) -> Excuse:
    """Ask to be excused from a session; asked again, the later words stand.

    :raises AlreadyDecided: if it was granted or declined
    """
    before = Excuse.objects.select_for_update().filter(session=session, person=person).first()
    if before is not None and before.is_granted is not None:
        raise AlreadyDecided

    excuse, is_new = Excuse.objects.update_or_create(
        session=session,
        person=person,
        defaults={"words": words[:1000]},
        create_defaults={"words": words[:1000], "asked_at": now},
    )

    if is_new:
        run = session.run
        university = run.course.university.uid
        emit(ExcuseAsked(actor=person.uid, university=university, session=session.uid, run=run.uid))
        tell_leads(session.uid)
    return excuse


@deed
def grant_excuse(*, excuse: Excuse, by: people.Person, now: datetime) -> None:
    """Excuse a student: if they were not there, they are not called absent."""
    _decide(excuse, by, now, is_granted=True)


@deed
def decline_excuse(*, excuse: Excuse, by: people.Person, now: datetime) -> None:
    """Do not excuse a student."""
    _decide(excuse, by, now, is_granted=False)


def _decide(excuse: Excuse, by: people.Person, now: datetime, *, is_granted: bool) -> None:
    session, person = excuse.session, excuse.person
    excuse.is_granted, excuse.decided_by, excuse.decided_at = is_granted, by, now
    excuse.save(update_fields=["is_granted", "decided_by", "decided_at"])
    decide_sessions(sessions=[session.pk], now=now, people=[person.pk])

    run = session.run
    emit(
        ExcuseDecided(
            actor=by.uid,
            university=run.course.university.uid,
            session=session.uid,
            run=run.uid,
            person=person.uid,
            is_granted=is_granted,
        )
    )
    tell_leads(session.uid)


def _by_now(session: teaching.Session, person: people.Person, now: datetime) -> str:
    """Say what the rule makes of somebody so far, for a session that is not decided yet."""
    (known,) = known_of([session], now=now)
    outcome = decide(known.lesson, known.of(person.pk), known.terms)
    return Status(outcome.status)
