"""Deeds: something wrong is reported to those from whom it comes, and settled."""

from datetime import datetime, timedelta

from xingtan.catalog import public as catalog
from xingtan.kernel import mail
from xingtan.kernel.deeds import deed
from xingtan.kernel.events import emit
from xingtan.notices import public as notices
from xingtan.people import public as people
from xingtan.readers.events import CorrectionReported, CorrectionSettled
from xingtan.readers.models import Correction
from xingtan.universities import public as universities

QUIET = timedelta(days=1)


@deed
def report_correction(
    *,
    course: catalog.Course,
    platform: catalog.Platform | None,
    what: str,
    body: str,
    person: people.Person | None,
    language: str,
    now: datetime,
) -> Correction:
    """Report that the entry of a course is wrong. The same, said again while the first waits, is not said twice.

    :param platform: where the entry came from; none for a course of ours
    """
    waiting = Correction.objects.waiting().filter(course=course, platform=platform)
    same = waiting.filter(what=what, body=body).first()
    if same is not None:
        return same
    was_told = waiting.filter(said_at__gt=now - QUIET).exists()

    made = Correction.objects.create(
        course=course, platform=platform, what=what, body=body, person=person, language=language, said_at=now
    )
    data = {"course": dict(course.title), "what": what, "body": body}
    notices.tell(
        people=_who_settles(course, platform), kind="readers.correction", about=str(made.uid), data=data, now=now
    )
    # Whoever has no account here gets one mail a day about a course, however much is said of it.
    if platform and platform.contact_email and not was_told:
        context = {"correction": made, "course": course, "platform": platform}
        mail.send(to=platform.contact_email, template="readers/_mail/correction", context=context, locale="en")

    emit(
        CorrectionReported(
            actor=person and person.uid,
            university=course.university.uid,
            correction=made.uid,
            course=course.uid,
            platform=platform.uid if platform else None,
            what=what,
        )
    )
    return made


@deed
def settle_correction(*, correction: Correction, by: people.Person, now: datetime) -> None:
    """Say that somebody dealt with it."""
    settled = Correction.objects.waiting().filter(pk=correction.pk).update(settled_at=now, settled_by=by)

    if settled:
        course = correction.course
        emit(CorrectionSettled(actor=by.uid, correction=correction.uid, course=course.uid))


def _who_settles(course: catalog.Course, platform: catalog.Platform | None) -> list[people.Person]:
    """Find who is to mend it: a platform's contacts, a course's teachers; else those above them."""
    if platform is not None:
        contacts = [each.person for each in platform.contacts.select_related("person").order_by("pk")]
        return contacts or _members(universities.Role.COORDINATOR, None)
    roles = catalog.CourseRole.objects.filter(course=course, role=catalog.CourseRole.Role.TEACHER).select_related(
        "person"
    )
    teachers = list({each.person_id: each.person for each in roles.order_by("pk")}.values())
    return teachers or _members(universities.Role.ADMINISTRATOR, course.university)


def _members(role: str, university: universities.University | None) -> list[people.Person]:
    rows = universities.Membership.objects.filter(role=role, university=university)
    return [each.person for each in rows.select_related("person").order_by("pk")]
