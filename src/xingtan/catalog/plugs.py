"""What the catalogue plugs into people: standing, export, erasure."""

from typing import Any

from xingtan.catalog.access import service_of
from xingtan.catalog.models import CourseRole
from xingtan.people import registry
from xingtan.people.public import Person

registry.standing("catalog")(service_of)


@registry.exports("catalog")
def export(person: Person) -> dict[str, Any]:
    """Give the courses this person serves."""
    rows = CourseRole.objects.filter(person=person).select_related("course").order_by("pk")
    return {"serves": [{"course": str(row.course), "role": row.role, "since": row.since.isoformat()} for row in rows]}


@registry.erases("catalog")
def erase(person: Person) -> None:
    """End every service of this person."""
    CourseRole.objects.filter(person=person).delete()
