"""Questions about certificates."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from xingtan.credentials.models import Award
from xingtan.kernel.prepared import Prepared
from xingtan.learning import public as learning


def awards_of(person: Any) -> list[Award]:
    """Give this person's certificates, the newest first."""
    return list(Award.objects.filter(person=person).select_related("revocation").order_by("-id"))


_award = Prepared[Award](
    lambda enrollment: Award.objects.filter(enrollment=enrollment)[:1], enrollment=models.BigIntegerField()
)


def awards_for(enrollments: Iterable[learning.Enrollment]) -> dict[int, Award]:
    """Give the certificate of each place that has earned one: one query."""
    places = list(enrollments)
    if len(places) == 1:
        # The page of a course asks for its one place, all day long.
        return {each.enrollment_id: each for each in _award.all(enrollment=places[0].pk)}
    return {each.enrollment_id: each for each in Award.objects.filter(enrollment__in=places)}
