"""Whom the directory tells."""

from xingtan.people import public as people
from xingtan.universities import public as universities


def coordinators() -> list[people.Person]:
    """Give the consortium's coordinators."""
    serving = universities.Membership.objects.filter(role=universities.Role.COORDINATOR, university__isnull=True)
    return list(people.Person.objects.filter(pk__in=serving.values("person"), is_active=True).order_by("pk"))
