"""Deeds: a learner takes a place on a run, leaves it, and comes back."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from xingtan.catalog import public as catalog
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.learning import rules
from xingtan.learning.events import Enrolled, Returned, Withdrawn
from xingtan.learning.models import Enrollment, Withdrawal
from xingtan.people import public as people


class EnrollmentNotOpen(RuleBroken):
    """It is too early for a place."""

    message = _("Places on this run cannot be taken yet. The course page says from when.")


class EnrollmentClosed(RuleBroken):
    """It is too late for a place."""

    message = _("Places on this run can no longer be taken. Look on the course page for another run.")


class RunIsFull(RuleBroken):
    """Every place is taken."""

    message = _("There are no places left on this run. Look on the course page for another run, or come back later.")


class RunIsOver(RuleBroken):
    """There is nothing to come back to."""

    message = _("This run has ended. What you did on it is kept.")


@deed
def enroll(*, run: catalog.Run, learner: people.Person, now: datetime) -> Enrollment:
    """Give the learner a place on the run; somebody who has one keeps it, somebody who left finds everything again.

    :raises EnrollmentNotOpen: if places cannot be taken yet
    :raises EnrollmentClosed: if they no longer can
    :raises RunIsFull: if every place is taken
    :raises RunIsOver: if somebody wants to return to a run that has ended
    """
    run = catalog.lock(run)
    enrollment = Enrollment.objects.placed().filter(run=run, learner=learner).first()
    if enrollment is not None and enrollment.is_current:
        return enrollment

    _check_window(run, enrollment, now)
    if run.places is not None and Enrollment.objects.current().filter(run=run).count() >= run.places:
        raise RunIsFull

    if enrollment is not None:
        Withdrawal.objects.filter(enrollment=enrollment, returned_at=None).update(returned_at=now)
        enrollment.is_current = True
        emit(Returned(actor=learner.uid, university=run.course.university.uid, enrollment=enrollment.uid, run=run.uid))
        return enrollment

    enrollment = Enrollment.objects.create(run=run, learner=learner, enrolled_at=now)
    enrollment.is_current, enrollment.last_unit = True, None

    emit(Enrolled(actor=learner.uid, university=run.course.university.uid, enrollment=enrollment.uid, run=run.uid))
    return enrollment


@deed
def withdraw(*, enrollment: Enrollment, by: people.Person, now: datetime, reason: str = "") -> None:
    """Let the learner leave the run; results stay for a return. Leaving twice changes nothing.

    :param by: the learner, or who takes them out
    """
    run = catalog.lock(enrollment.run)
    if Withdrawal.objects.filter(enrollment=enrollment, returned_at=None).exists():
        return

    Withdrawal.objects.create(enrollment=enrollment, by=by, at=now, reason=reason)

    emit(Withdrawn(actor=by.uid, university=run.course.university.uid, enrollment=enrollment.uid, run=run.uid))


def _check_window(run: catalog.Run, left: Enrollment | None, now: datetime) -> None:
    """Check the dates. Who comes back is not held to the days of enrolment, only to the end of the run."""
    if rules.window(None, run.ends_at, now) is rules.Window.AFTER:
        raise EnrollmentClosed if left is None else RunIsOver
    if left is not None:
        return
    match rules.window(run.opens_at, run.closes_at, now):
        case rules.Window.BEFORE:
            raise EnrollmentNotOpen
        case rules.Window.AFTER:
            raise EnrollmentClosed
        case _:
            return
