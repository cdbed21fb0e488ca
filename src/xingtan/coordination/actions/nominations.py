"""Deeds: a university nominates a course, a coordinator looks whether it is complete, a university takes it back."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from xingtan.catalog import public as catalog
from xingtan.coordination import queries
from xingtan.coordination.actions import calls
from xingtan.coordination.actions.telling import tell_of_step
from xingtan.coordination.actions.walking import check, lock, walk
from xingtan.coordination.events import CourseNominated
from xingtan.coordination.models import Call, Check, Nomination, Party, Step
from xingtan.coordination.rules import gaps, is_open
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import NotAllowed, RuleBroken
from xingtan.kernel.events import emit
from xingtan.people import public as people
from xingtan.universities import public as universities


class AlreadyNominated(RuleBroken):
    """A course goes one way at a time."""

    message = _("This course is nominated for this call already. Nothing was changed.")


class NotAPartyOfTheCall(RuleBroken):
    """Only who joined nominates."""

    message = _("Join the call first; then nominate courses for it.")


class CourseIsIncomplete(RuleBroken):
    """Experts look at courses that say all of themselves."""

    message = _("The course does not yet say everything: %(missing)s. Send it back, and say so.")


@deed
def nominate(*, call: Call, course: catalog.Course, statement: str, by: people.Person, now: datetime) -> Nomination:
    """Offer the university's course for the call.

    :raises NotAllowed: if they do not run the university whose course it is
    :raises CallIsNotOpen: if the call takes nothing any more
    :raises NotAPartyOfTheCall: if the university has not joined
    :raises AlreadyNominated: if the course is on its way
    """
    call = calls.lock(call)
    university = course.university
    if not universities.can_administer(by, university):
        raise NotAllowed
    if not is_open(call.state, call.due_at, now):
        raise calls.CallIsNotOpen
    if not Party.objects.present().filter(call=call, university=university).exists():
        raise NotAPartyOfTheCall
    if Nomination.objects.filter(call=call, course=course).exclude(state__in=Nomination.ENDED).exists():
        raise AlreadyNominated

    made = Nomination.objects.create(
        call=call, course=course, university=university, statement=statement.strip(), nominated_at=now
    )
    first = Step.objects.create(nomination=made, move="nominate", before="", after=made.state, by=by, at=now)
    tell_of_step(first, made, now=now)

    emit(
        CourseNominated(actor=by.uid, university=university.uid, call=call.uid, nomination=made.uid, course=course.uid)
    )
    return made


@deed
def confirm(*, nomination: Nomination, reason: str = "", by: people.Person, now: datetime) -> Nomination:
    """Say that the course is complete: experts may look at it.

    :raises CourseIsIncomplete: if the automatic list still misses something
    """
    nomination = lock(nomination)
    check(nomination, "confirm", by=by, reason=reason)
    found = queries.findings_of(nomination.course)
    if missing := gaps(found):
        raise CourseIsIncomplete(missing=", ".join(queries.item_names(missing)))

    _write_check(nomination, found, is_confirmed=True, by=by, now=now)
    walk(nomination, "confirm", by=by, reason=reason, now=now)
    return nomination


@deed
def send_back(*, nomination: Nomination, reason: str, by: people.Person, now: datetime) -> Nomination:
    """Return the course to its university: something is missing."""
    nomination = lock(nomination)
    check(nomination, "send_back", by=by, reason=reason)

    _write_check(nomination, queries.findings_of(nomination.course), is_confirmed=False, by=by, now=now)
    walk(nomination, "send_back", by=by, reason=reason, now=now)
    return nomination


@deed
def renew(*, nomination: Nomination, reason: str = "", by: people.Person, now: datetime) -> Nomination:
    """Nominate a returned course again: another round begins. The call may have ended meanwhile, but not been closed.

    :raises CallIsNotOpen: if the call was closed
    """
    nomination = lock(nomination)
    check(nomination, "renew", by=by, reason=reason)
    if nomination.call.state != Call.State.OPEN:
        raise calls.CallIsNotOpen

    walk(nomination, "renew", by=by, reason=reason, now=now, round=nomination.round + 1)
    return nomination


@deed
def withdraw(*, nomination: Nomination, reason: str, by: people.Person, now: datetime) -> Nomination:
    """Take the course back before it is published."""
    nomination = lock(nomination)
    check(nomination, "withdraw", by=by, reason=reason)

    walk(nomination, "withdraw", by=by, reason=reason, now=now)
    return nomination


def _write_check(
    nomination: Nomination, found: dict[str, bool], *, is_confirmed: bool, by: people.Person, now: datetime
) -> None:
    Check.objects.create(
        nomination=nomination, round=nomination.round, findings=found, is_confirmed=is_confirmed, by=by, at=now
    )
