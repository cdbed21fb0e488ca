"""What universities plug into people: standing, export, erasure."""

from typing import Any

from xingtan.people import registry
from xingtan.people.public import Person
from xingtan.universities.access import service_of
from xingtan.universities.models import Membership

registry.standing("universities")(service_of)


@registry.exports("universities")
def export(person: Person) -> dict[str, Any]:
    """Give the roles this person has."""
    rows = Membership.objects.filter(person=person).select_related("university").order_by("pk")
    return {
        "roles": [
            {"role": row.role, "university": row.university and str(row.university), "since": row.since.isoformat()}
            for row in rows
        ]
    }


@registry.erases("universities")
def erase(person: Person) -> None:
    """End every role of this person."""
    Membership.objects.filter(person=person).delete()
