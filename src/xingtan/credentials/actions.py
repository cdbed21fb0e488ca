"""Deeds: a certificate is given, carries a new name, and is revoked."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from xingtan.credentials.events import Awarded, Renamed, Revoked
from xingtan.credentials.models import Award, Revocation
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.learning import public as learning
from xingtan.notices import public as notices
from xingtan.people import public as people


class AlreadyRevoked(RuleBroken):
    """What no longer holds cannot be taken back again."""

    message = _("This certificate was revoked before. Nothing changed.")


@deed
def award(*, enrollment: learning.Enrollment, now: datetime) -> Award | None:
    """Give the learner the certificate that this place has earned, once; none to somebody who has been erased."""
    given = Award.objects.filter(enrollment=enrollment).first()
    completion = learning.Completion.objects.filter(enrollment=enrollment).first()
    learner = enrollment.learner
    if given or completion is None or learner.emptied_at:
        return given

    course = enrollment.run.course
    made = Award.objects.create(
        enrollment=enrollment,
        person=learner,
        name=learner.name,
        latin_name=learner.latin_name,
        language=learner.locale,
        course_uid=course.uid,
        course_url=course.get_absolute_url(),
        course_title=course.title,
        university_name=course.university.name,
        meaning=course.certificate,
        teachers=course.teachers,
        workload_hours=course.workload_hours,
        grade=completion.grade,
        grade_name=completion.grade_name,
        completed_at=completion.at,
        awarded_at=now,
    )
    data = {"url": made.get_absolute_url(), "course": dict(course.title)}
    notices.tell(people=[learner], kind="credentials.awarded", about=str(made.uid), data=data, now=now)

    emit(
        Awarded(
            actor=learner.uid,
            university=course.university.uid,
            award=made.uid,
            enrollment=enrollment.uid,
            course=course.uid,
        )
    )
    return made


@deed
def rename(*, award: Award, by: people.Person) -> Award:
    """Print the certificate with the name its holder goes by now."""
    award = Award.objects.select_for_update(of=("self",)).select_related("person").get(pk=award.pk)
    award.name, award.latin_name = award.person.name, award.person.latin_name
    award.save(update_fields=["name", "latin_name"])

    emit(Renamed(actor=by.uid, award=award.uid))
    return award


@deed
def revoke(*, award: Award, reason: str, by: people.Person, now: datetime) -> Revocation:
    """Take the certificate back: its page says so, with the reason, from now on.

    :raises AlreadyRevoked: if it was taken back before
    """
    award = Award.objects.select_for_update(of=("self",)).get(pk=award.pk)
    if Revocation.objects.filter(award=award).exists():
        raise AlreadyRevoked

    revocation = Revocation.objects.create(award=award, by=by, at=now, reason=reason)

    emit(Revoked(actor=by.uid, award=award.uid))
    return revocation
