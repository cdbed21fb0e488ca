"""Questions about certificates."""

from collections.abc import Iterable
from typing import Any

from xingtan.credentials.models import Award
from xingtan.learning import public as learning


def awards_of(person: Any) -> list[Award]:
    """Give this person's certificates, the newest first."""
    return list(Award.objects.filter(person=person).select_related("revocation").order_by("-id"))


def awards_for(enrollments: Iterable[learning.Enrollment]) -> dict[int, Award]:
    """Give the certificate of each place that has earned one: one query."""
    return {each.enrollment_id: each for each in Award.objects.filter(enrollment__in=list(enrollments))}
