"""Deeds: a session is begun, held another way, and ended. A session that was ended is one lesson."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.people import public as people
from xingtan.teaching.actions.planning import SessionIsOver, lock, tell_pages
from xingtan.teaching.events import SessionHeld, SessionOpened, SessionStepped
from xingtan.teaching.models import Change, Rung, Session
from xingtan.teaching.rules.lasting import minutes

EARLY = timedelta(hours=12)
FORGOTTEN = timedelta(hours=2)


class TooEarly(RuleBroken):
    """Somebody took the session of another day for that of today."""

    message = _("This session is on another day. It can be begun up to twelve hours before its time.")


class NotBegun(RuleBroken):
    """A session that nobody began was not held."""

    message = _("This session has not begun, so there is nothing to end. Begin it, or call it off.")


class NoSuchRung(RuleBroken):
    """There are four ways to hold a session."""

    message = _("A session is held live, by audio and slides, recorded, or by text. Nothing was changed.")


@deed
def open_session(*, session: Session, by: people.Person, now: datetime) -> Session:
    """Begin a session. One that runs already runs on.

    :raises SessionIsOver: if it was held or called off
    :raises TooEarly: if it is on another day
    """
    session = lock(session)
    if session.status == Session.Status.OPEN:
        return session
    if session.has_ended:
        raise SessionIsOver
    if now < session.starts_at - EARLY:
        raise TooEarly

    session.status, session.opened_at = Session.Status.OPEN, now
    session.save(update_fields=["status", "opened_at", "changed_at"])

    run = session.run
    emit(SessionOpened(actor=by.uid, university=run.course.university.uid, session=session.uid, run=run.uid))
    tell_pages(session)
    return session


@deed
def close_session(*, session: Session, by: people.Person | None, now: datetime) -> Session:
    """End a session: it was held, and is one lesson. Ended twice, it is held once.

    :raises NotBegun: if nobody began it
    :raises SessionIsOver: if it was called off
    """
    session = lock(session)
    if session.status == Session.Status.HELD:
        return session
    if session.status == Session.Status.CANCELLED:
        raise SessionIsOver
    if session.opened_at is None:
        raise NotBegun

    session.status, session.closed_at = Session.Status.HELD, now
    session.save(update_fields=["status", "closed_at", "changed_at"])

    run = session.run
    lasted = minutes(planned=session.ends_at - session.starts_at, opened_at=session.opened_at, closed_at=now)
    emit(
        SessionHeld(
            actor=by and by.uid,
            university=run.course.university.uid,
            session=session.uid,
            run=run.uid,
            starts_at=session.starts_at,
            opened_at=session.opened_at,
            closed_at=now,
            minutes=lasted,
            mode=session.mode,
            rung=session.rung,
        )
    )
    tell_pages(session)
    return session


def close_forgotten(*, now: datetime) -> int:
    """End the sessions that nobody ended, two hours after their time: they were held. Say how many."""
    forgotten = Session.objects.filter(status=Session.Status.OPEN, ends_at__lt=now - FORGOTTEN)
    # One that was begun after its time is given its two hours, too.
    found = list(forgotten.filter(opened_at__lt=now - FORGOTTEN).order_by("pk"))
    for each in found:
        close_session(session=each, by=None, now=now)
    return len(found)


@deed
def step_to(*, session: Session, rung: str, by: people.Person, now: datetime, why: str = "") -> Change | None:
    """Hold a session another way, up or down the ladder. Its class is told; who is on its page sees it at once.

    :returns: what was changed; None where it is held so already
    :raises NoSuchRung: if there is no such way
    :raises SessionIsOver: if it was held or called off
    """
    if rung not in Rung.values:
        raise NoSuchRung
    session = lock(session)
    if session.has_ended:
        raise SessionIsOver
    before = session.rung
    if before == rung:
        return None

    session.rung = rung
    session.save(update_fields=["rung", "changed_at"])
    change = Change.objects.create(session=session, what={"rung": [str(before), str(rung)]}, why=why, by=by, at=now)

    run = session.run
    emit(
        SessionStepped(
            actor=by.uid,
            university=run.course.university.uid,
            session=session.uid,
            run=run.uid,
            before=str(before),
            after=str(rung),
        )
    )
    tell_pages(session)
    return change
