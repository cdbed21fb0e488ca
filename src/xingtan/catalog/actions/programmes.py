"""Deeds: a university recommends courses in an order."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from xingtan.catalog.events import ProgrammeDescribed
from xingtan.catalog.models import Course, Programme, ProgrammeCourse
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.people import public as people
from xingtan.universities import public as universities


class ProgrammeAddressIsTaken(RuleBroken):
    """Two programmes cannot have one address."""

    message = _("There is a programme at “%(slug)s” already. Choose another address; nothing was changed.")


@deed
def add_programme(
    *, university: universities.University, slug: str, courses: Sequence[Course], by: people.Person, **facts: Any
) -> Programme:
    """Add a programme of this university.

    :param courses: in their order
    :param facts: fields of the programme, by name
    :raises ProgrammeAddressIsTaken: if there is one at this address
    """
    if Programme.objects.filter(slug=slug).exists():
        raise ProgrammeAddressIsTaken(slug=slug)

    programme = Programme.objects.create(university=university, slug=slug, **facts)
    _put(programme, courses)

    emit(ProgrammeDescribed(actor=by.uid, university=university.uid, programme=programme.uid))
    return programme


@deed
def describe_programme(
    *, programme: Programme, courses: Sequence[Course], by: people.Person, **facts: Any
) -> Programme:
    """Change what a programme says and holds.

    :param courses: in their order
    :param facts: fields of the programme, by name
    """
    programme = Programme.objects.select_for_update(of=("self",)).select_related("university").get(pk=programme.pk)
    for name, value in facts.items():
        setattr(programme, name, value)
    programme.save(update_fields=list(facts))
    programme.places.all().delete()
    _put(programme, courses)

    emit(ProgrammeDescribed(actor=by.uid, university=programme.university.uid, programme=programme.uid))
    return programme


def _put(programme: Programme, courses: Sequence[Course]) -> None:
    ProgrammeCourse.objects.bulk_create(
        ProgrammeCourse(programme=programme, course=course, position=number)
        for number, course in enumerate(dict.fromkeys(courses), 1)
    )
