"""Deeds: a university adopts a course, says who answers for it and what credit it carries, and ends that."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from xingtan.catalog import public as catalog
from xingtan.coordination import queries
from xingtan.coordination.events import AdoptionEnded, CourseAdopted
from xingtan.coordination.models import Adoption, AdoptionEnd
from xingtan.coordination.rules import bears_credit
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.people import public as people
from xingtan.universities import public as universities


class NoResponsibleTeacher(RuleBroken):
    """Credit without a teacher who answers for it is worth nothing."""

    message = _("A course carries credit only if a teacher of the university answers for it. Nothing was changed.")


class NotATeacher(RuleBroken):
    """Only who teaches can answer for a course."""

    message = _("%(name)s teaches neither at this university nor this course. Nothing was changed.")


class CourseIsAdopted(RuleBroken):
    """One adopts a course once."""

    message = _("The university has adopted this course already. Change it there.")


class CourseIsNotPublished(RuleBroken):
    """One adopts what can be seen."""

    message = _("This course is not in the catalogue. Nothing was changed.")


@deed
def adopt(
    *,
    university: universities.University,
    course: catalog.Course,
    responsible: people.Person | None,
    credits: Decimal | None,  # noqa: A002 - what the thing is called
    by: people.Person,
    now: datetime,
) -> Adoption:
    """Take the course into what the university teaches. The university examines, wherever the course runs.

    :raises CourseIsNotPublished: if nobody can see the course
    :raises CourseIsAdopted: if the university has it
    :raises NotATeacher: if who shall answer for it does not teach
    :raises NoResponsibleTeacher: if it shall carry credit for which nobody answers
    """
    university = universities.University.objects.select_for_update().get(pk=university.pk)
    if not course.is_published:
        raise CourseIsNotPublished
    if Adoption.objects.current().filter(university=university, course=course).exists():
        raise CourseIsAdopted
    _check(university, course, responsible, credits)

    made = Adoption.objects.create(
        university=university,
        course=course,
        responsible=responsible,
        exam_owner=university,
        credits=credits,
        by=by,
        at=now,
    )

    _announce(made, by)
    return made


@deed
def change_adoption(
    *,
    adoption: Adoption,
    responsible: people.Person | None,
    credits: Decimal | None,  # noqa: A002 - as above
    by: people.Person,
) -> Adoption:
    """Say who answers for the course, and what credit it carries.

    :raises NotATeacher: if who shall answer for it does not teach
    :raises NoResponsibleTeacher: if it shall carry credit for which nobody answers
    """
    adoption = Adoption.objects.select_for_update(of=("self",)).whole().get(pk=adoption.pk)
    _check(adoption.university, adoption.course, responsible, credits)

    adoption.responsible, adoption.credits = responsible, credits
    adoption.save(update_fields=["responsible", "credits"])

    _announce(adoption, by)
    return adoption


@deed
def end_adoption(*, adoption: Adoption, reason: str, by: people.Person, now: datetime) -> AdoptionEnd:
    """End the adoption; what students earned stays theirs.

    :raises AdoptionHasEnded: if it did
    """
    adoption = Adoption.objects.select_for_update(of=("self",)).whole().get(pk=adoption.pk)
    if AdoptionEnd.objects.filter(adoption=adoption).exists():
        raise AdoptionHasEnded

    end = AdoptionEnd.objects.create(adoption=adoption, by=by, at=now, reason=reason.strip())

    emit(
        AdoptionEnded(
            actor=by.uid, university=adoption.university.uid, adoption=adoption.uid, course=adoption.course.uid
        )
    )
    return end


class AdoptionHasEnded(RuleBroken):
    """It ends once."""

    message = _("This adoption has ended. Nothing was changed.")


def _check(
    university: universities.University,
    course: catalog.Course,
    responsible: people.Person | None,
    credits: Decimal | None,  # noqa: A002 - as above
) -> None:
    if responsible and not queries.teaches(responsible, university, course):
        raise NotATeacher(name=responsible.get_full_name())
    if not bears_credit(amount=credits, has_responsible=responsible is not None):
        raise NoResponsibleTeacher


def _announce(adoption: Adoption, by: people.Person) -> None:
    emit(
        CourseAdopted(
            actor=by.uid,
            university=adoption.university.uid,
            adoption=adoption.uid,
            course=adoption.course.uid,
            has_responsible=adoption.responsible_id is not None,
            credits="" if adoption.credits is None else str(adoption.credits),
        )
    )
