"""What the catalogue plugs in below: standing, export, erasure, and what can be found."""

from typing import Any

from xingtan.catalog.access import service_of
from xingtan.catalog.models import CourseRole
from xingtan.catalog.queries import COLLECTION, documents_of, every_id
from xingtan.people import registry
from xingtan.people.public import Person
from xingtan.search.registry import Collection
from xingtan.search.registry import register as let_be_found

registry.standing("catalog")(service_of)
let_be_found(Collection(COLLECTION, documents_of, every_id))


@registry.exports("catalog")
def export(person: Person) -> dict[str, Any]:
    """Give the courses this person serves."""
    rows = CourseRole.objects.filter(person=person).select_related("course").order_by("pk")
    return {"serves": [{"course": str(row.course), "role": row.role, "since": row.since.isoformat()} for row in rows]}


@registry.erases("catalog")
def erase(person: Person) -> None:
    """End every service of this person."""
    CourseRole.objects.filter(person=person).delete()
