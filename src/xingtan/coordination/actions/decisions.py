"""Deeds: the committee decides, the course is published on the international platform, and what follows."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from xingtan.coordination import access
from xingtan.coordination.actions.walking import check, lock, walk
from xingtan.coordination.events import CourseSelected, SelectionRemoved
from xingtan.coordination.models import (
    Decision,
    FollowUp,
    FollowUpReport,
    Nomination,
    Removal,
    Selection,
    Verdict,
)
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import NotAllowed, RuleBroken
from xingtan.kernel.events import emit
from xingtan.people import public as people
from xingtan.universities import public as universities


class CourseIsHidden(RuleBroken):
    """What nobody can see cannot be shown to the world."""

    message = _("The course is not in the catalogue yet: its university publishes it first. Nothing was changed.")


class NothingWasDecided(RuleBroken):
    """There is no way to the platform but through the committee."""

    message = _("The committee has not accepted this course. Nothing was changed.")


class AlreadyReported(RuleBroken):
    """One looks once."""

    message = _("Somebody has said what was found. Nothing was changed.")


class SelectionIsRemoved(RuleBroken):
    """What was taken off is followed no more."""

    message = _("This course was taken off again. Nothing was changed.")


@deed
def decide(*, nomination: Nomination, verdict: str, reason: str, by: people.Person, now: datetime) -> Decision:
    """Say what the committee decided, and why."""
    nomination = lock(nomination)
    check(nomination, Verdict(verdict).value, by=by, reason=reason)

    decision = Decision.objects.create(
        nomination=nomination, round=nomination.round, verdict=verdict, by=by, at=now, reason=reason.strip()
    )
    walk(nomination, Verdict(verdict).value, by=by, reason=reason, now=now)
    return decision


@deed
def publish(*, nomination: Nomination, reason: str = "", by: people.Person, now: datetime) -> Selection:
    """Publish the course on the international platform, as the committee decided.

    :raises NothingWasDecided: if it did not
    :raises CourseIsHidden: if nobody could see the course
    """
    nomination = lock(nomination)
    check(nomination, "publish", by=by, reason=reason)
    decision = nomination.decisions.filter(round=nomination.round, verdict=Verdict.ACCEPT).first()
    if decision is None:
        raise NothingWasDecided
    if not nomination.course.is_published:
        raise CourseIsHidden

    selection = Selection.objects.create(
        nomination=nomination, decision=decision, course=nomination.course, by=by, at=now
    )
    walk(nomination, "publish", by=by, reason=reason, now=now)

    emit(
        CourseSelected(
            actor=by.uid,
            university=nomination.university.uid,
            call=nomination.call.uid,
            nomination=nomination.uid,
            course=nomination.course.uid,
            decision=decision.uid,
        )
    )
    return selection


@deed
def remove(*, nomination: Nomination, reason: str, by: people.Person, now: datetime) -> Removal:
    """Take the course off the international platform again; it stays in the catalogue."""
    nomination = lock(nomination)
    check(nomination, "remove", by=by, reason=reason)

    removal = Removal.objects.create(selection=nomination.selection, by=by, at=now, reason=reason.strip())
    walk(nomination, "remove", by=by, reason=reason, now=now)

    emit(
        SelectionRemoved(
            actor=by.uid,
            university=nomination.university.uid,
            call=nomination.call.uid,
            nomination=nomination.uid,
            course=nomination.course.uid,
        )
    )
    return removal


@deed
def follow_up(*, nomination: Nomination, about: str, due_on: date, by: people.Person, now: datetime) -> FollowUp:
    """Set something to look at after publishing.

    :raises NotAllowed: if they do not coordinate
    :raises ConflictOfInterest: if they have a stake in the course
    :raises SelectionIsRemoved: if the course is not on the platform
    """
    nomination = lock(nomination)
    if not universities.coordinates(by):
        raise NotAllowed
    access.judge_of(by, nomination)
    if nomination.state != Nomination.State.SELECTED:
        raise SelectionIsRemoved

    return FollowUp.objects.create(selection=nomination.selection, about=about.strip(), due_on=due_on, by=by, at=now)


@deed
def report_on(*, follow_up: FollowUp, note: str, by: people.Person, now: datetime) -> FollowUpReport:
    """Say what was found.

    :raises AlreadyReported: if somebody did
    """
    lock(follow_up.selection.nomination)
    if FollowUpReport.objects.filter(follow_up=follow_up).exists():
        raise AlreadyReported

    return FollowUpReport.objects.create(follow_up=follow_up, note=note.strip(), by=by, at=now)
