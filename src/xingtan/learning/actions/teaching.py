"""Deeds of those who teach: a later date for one learner, and words to many."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from xingtan.authoring import public as authoring
from xingtan.catalog import public as catalog
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.kernel.text import Text
from xingtan.learning import queries, rules
from xingtan.learning.actions.results import NotInThisCourse
from xingtan.learning.events import Announced, DateExtended
from xingtan.learning.models import Addressee, Announcement, Enrollment, Extension
from xingtan.people import public as people


class DateIsPast(RuleBroken):
    """A new date is one that is still to come."""

    message = _("This date is already past. Choose one that is still to come.")


class NothingIsDue(RuleBroken):
    """What has no date needs no later one."""

    message = _("There is no date here that could be extended: it can be done at any time.")


class DateIsNotLater(RuleBroken):
    """An extension never makes a date earlier."""

    message = _("The date is later than this already. Choose one after it.")


class AnnouncementIsEmpty(RuleBroken):
    """There is nothing to tell."""

    message = _("Write a title and some words in at least one language. Nothing was sent.")


class NobodyToTell(RuleBroken):
    """A group without anybody in it."""

    message = _("Everyone on this run has started, so there is nobody to write to. Nothing was sent.")


@deed
def extend(
    *, enrollment: Enrollment, section: str, until: datetime, by: people.Person, now: datetime, why: str = ""
) -> Extension:
    """Give one learner a later date.

    :param section: key of the section, or nothing for the end of the run
    :raises DateIsPast: if the new date is not in the future
    :raises NotInThisCourse: if the run's version has no such section
    :raises NothingIsDue: if there is no date to extend
    :raises DateIsNotLater: if the date there is reaches as far
    """
    if until <= now:
        raise DateIsPast
    due_at = _due(enrollment, section)
    if due_at is None:
        raise NothingIsDue
    if until <= due_at:
        raise DateIsNotLater

    extension = Extension.objects.create(enrollment=enrollment, section=section, until=until, by=by, at=now, why=why)

    university = enrollment.run.course.university.uid
    emit(DateExtended(actor=by.uid, university=university, enrollment=enrollment.uid, section=section))
    return extension


@deed
def announce(
    *, run: catalog.Run, title: Mapping[str, str], body: Mapping[str, str], by: people.Person, now: datetime
) -> Announcement:
    """Tell everyone on the run something, in one or several languages.

    :raises AnnouncementIsEmpty: if no language has both a title and words
    """
    announcement = _write(run, title, body, Announcement.Audience.EVERYONE, by, now)

    emit(_announced(announcement, by))
    return announcement


@deed
def write_to_not_started(
    *, run: catalog.Run, title: Mapping[str, str], body: Mapping[str, str], by: people.Person, now: datetime
) -> Announcement:
    """Write to the learners who have opened no unit yet: to those it is true of now.

    :raises AnnouncementIsEmpty: if no language has both a title and words
    :raises NobodyToTell: if everyone has started
    """
    waiting = list(
        Enrollment.objects.current().not_started().filter(run=run).order_by("pk").values_list("pk", flat=True)
    )
    if not waiting:
        raise NobodyToTell
    announcement = _write(run, title, body, Announcement.Audience.NOT_STARTED, by, now)

    Addressee.objects.bulk_create(
        [Addressee(announcement=announcement, enrollment_id=key) for key in waiting], batch_size=500
    )

    emit(_announced(announcement, by))
    return announcement


def _due(enrollment: Enrollment, section: str) -> datetime | None:
    version = authoring.version_of(enrollment.run)
    if version is None:
        raise NotInThisCourse
    plan = queries.plan_of(version)
    calendar = queries.calendar_of(enrollment, plan)
    if not section:
        return rules.end_for(calendar)
    found = next((each for each in plan.sections if each.key == section), None)
    if found is None:
        raise NotInThisCourse
    return rules.due_for(found, calendar)


def _write(
    run: catalog.Run, title: Mapping[str, str], body: Mapping[str, str], audience: str, by: people.Person, now: datetime
) -> Announcement:
    whole = [tag for tag in title if title[tag].strip() and body.get(tag, "").strip()]
    if not whole:
        raise AnnouncementIsEmpty
    return Announcement.objects.create(
        run=run,
        audience=audience,
        title=Text({tag: title[tag].strip() for tag in whole}),
        body=Text({tag: body[tag].strip() for tag in whole}),
        by=by,
        at=now,
    )


def _announced(announcement: Announcement, by: people.Person) -> Announced:
    run = announcement.run
    return Announced(actor=by.uid, university=run.course.university.uid, announcement=announcement.uid, run=run.uid)
