"""Deeds: a change is undone; a run is held at a version, or follows the newest."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from xingtan.authoring.actions.facts import tell_catalog
from xingtan.authoring.actions.publishing import EMPTY, Held, draft_of, hold, publish
from xingtan.authoring.events import Delivered
from xingtan.authoring.models import Delivery, Version
from xingtan.catalog import public as catalog
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import NotThere, RuleBroken
from xingtan.kernel.events import emit
from xingtan.people import public as people


class OfAnotherCourse(RuleBroken):
    """A run can only use a version of its own course."""

    message = _("This version belongs to another course.")


class IsTheNewest(RuleBroken):
    """The course is that already."""

    message = _("The course is exactly so now, so nothing was changed.")


@deed
def restore_version(*, version: Version, by: people.Person | None, now: datetime) -> Version:
    """Make a new version that equals an earlier one. Nothing between them is lost.

    :raises IsTheNewest: if the course equals it now
    """
    held = _hold_course_of(version)
    version = Version.objects.get(pk=version.pk)
    draft = draft_of(version)
    if draft == held.draft:
        raise IsTheNewest

    left = held.draft
    tell_catalog(course=held.course, shown=(left.facts, left.files), wanted=(draft.facts, draft.files), by=by)
    return publish(
        held=held, draft=draft, change=Version.Change.UNDONE, what=str(version.number), by=by, now=now, equals=version
    )


@deed
def undo_version(*, version: Version, by: people.Person | None, now: datetime) -> Version:
    """Make the course again what it was before this version: a new version that equals the one before it.

    Undoing the first version leaves the course without content, as it was.

    :raises IsTheNewest: if the course equals that now
    """
    before = Version.objects.filter(course=version.course_id, number=version.number - 1).first()
    if before:
        return restore_version(version=before, by=by, now=now)
    held = _hold_course_of(version)
    if held.draft == EMPTY:
        raise IsTheNewest

    return publish(held=held, draft=EMPTY, change=Version.Change.UNDONE, what="", by=by, now=now)


@deed
def deliver(*, run: catalog.Run, version: Version, by: people.Person | None, now: datetime) -> None:
    """Hold the run at this version, whatever newer ones come.

    :raises OfAnotherCourse: if the version is not of the run's course
    """
    if version.course_id != run.course_id:
        raise OfAnotherCourse

    Delivery.objects.update_or_create(run=run, defaults={"version": version, "at": now, "by": by})

    emit(
        Delivered(
            actor=by.uid if by else None, university=run.course.university.uid, run=run.uid, version_uid=version.uid
        )
    )


@deed
def follow_newest(*, run: catalog.Run, by: people.Person | None) -> None:
    """Let the run use the newest version at once, now and from now on.

    :raises NotThere: if it does so already
    """
    ended, _rows = Delivery.objects.filter(run=run).delete()
    if not ended:
        raise NotThere

    emit(Delivered(actor=by.uid if by else None, university=run.course.university.uid, run=run.uid))


def _hold_course_of(version: Version) -> Held:
    return hold(catalog.Course(pk=version.course_id))
