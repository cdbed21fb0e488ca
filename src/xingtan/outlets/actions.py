"""Deeds: a course is handed to a platform, learners are reported back, a course is taken off."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from xingtan.authoring import public as authoring
from xingtan.catalog import public as catalog
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.notices import public as notices
from xingtan.outlets.events import Counted, DemandsChanged, Ended, FellBehind, HandedOver
from xingtan.outlets.models import Demands, Handover, Outlet, Tally
from xingtan.outlets.queries import described, in_the_way, words_of
from xingtan.people import public as people

BEHIND = "outlets.fell_behind"


class NotReady(RuleBroken):
    """Pre-flight found something: nothing is handed over before it is mended."""

    message = _("The course cannot be handed to %(platform)s yet. %(findings)s")


class ReportFromTheFuture(RuleBroken):
    """Learners are reported up to a day that has been."""

    message = _("A report is up to a day that has been: today or earlier.")


class NoLongerListed(RuleBroken):
    """What was taken off has nothing to report."""

    message = _("The course is no longer listed there. Hand it over again first.")


@deed
def hand_over(
    *, course: catalog.Course, platform: catalog.Platform, remote_id: str, url: str, by: people.Person, now: datetime
) -> Outlet:
    """Hand the newest version of the course to the platform, and keep that it was.

    :raises NotReady: with everything that stands in the way
    """
    catalog.lock_course(course)
    if findings := in_the_way(course, [platform])[platform.pk]:
        raise NotReady(platform=str(platform), findings=" ".join(map(words_of, findings)))
    version = authoring.newest_version(course)
    assert version is not None, "pre-flight found content"
    said = {"remote_id": remote_id, "url": url, "version": version, "described": described(course), "handed_at": now}
    outlet, _made = Outlet.objects.update_or_create(
        course=course, platform=platform, defaults={**said, "told_at": None, "ended_at": None}
    )
    Handover.objects.create(outlet=outlet, version=version, by=by, at=now)
    emit(HandedOver(**_about(outlet, by), number=outlet.version.number))
    return outlet


@deed
def count(*, outlet: Outlet, as_of: date, enrollments: int, by: people.Person, now: datetime) -> Tally:
    """Keep how many learners the platform says the course had there up to this day.

    :raises ReportFromTheFuture: if the day has not been, anywhere on earth
    :raises NoLongerListed: if the course was taken off
    """
    if as_of > now.date():
        raise ReportFromTheFuture
    if outlet.ended_at is not None:
        raise NoLongerListed
    made = Tally.objects.create(outlet=outlet, as_of=as_of, enrollments=enrollments, by=by, at=now)
    emit(Counted(**_about(outlet, by), as_of=as_of, enrollments=enrollments))
    return made


@deed
def end(*, outlet: Outlet, by: people.Person, now: datetime) -> None:
    """Keep that the course is no longer listed there. What was reported stays."""
    if Outlet.objects.live().filter(pk=outlet.pk).update(ended_at=now):
        emit(Ended(**_about(outlet, by)))


@deed
def demand(*, platform: catalog.Platform, by: people.Person, **asked: Any) -> Demands:
    """Keep what the platform asks of a course."""
    made, _is_new = Demands.objects.update_or_create(platform=platform, defaults=asked)
    emit(DemandsChanged(actor=by.uid, platform=platform.uid))
    return made


@deed
def tell_of_falling_behind(*, outlets: Sequence[Outlet], now: datetime) -> None:
    """Tell the teachers of each course, once for each handover, that an outlet shows something older."""
    for outlet in outlets:
        if not Outlet.objects.filter(pk=outlet.pk, told_at__isnull=True).update(told_at=now):
            continue
        data = {
            "course": dict(outlet.course.title),
            "platform": dict(outlet.platform.name),
            "version": outlet.version.number,
            "where": [outlet.course.university.slug, outlet.course.slug],
        }
        about = f"{outlet.uid}:{outlet.handed_at.isoformat()}"
        notices.tell(people=_teachers(outlet.course), kind=BEHIND, about=about, data=data, now=now)
        emit(FellBehind(**_about(outlet, None)))


def _about(outlet: Outlet, by: people.Person | None) -> dict[str, Any]:
    return {
        "actor": by.uid if by else None,
        "university": outlet.course.university.uid,
        "outlet": outlet.uid,
        "course": outlet.course.uid,
        "platform": outlet.platform.uid,
    }


def _teachers(course: catalog.Course) -> list[people.Person]:
    roles = catalog.CourseRole.objects.filter(course=course, role=catalog.CourseRole.Role.TEACHER)
    return list({each.person_id: each.person for each in roles.select_related("person").order_by("pk")}.values())
