"""What the catalogue plugs in below: standing, export, erasure, and what can be found."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from xingtan.catalog.access import service_of
from xingtan.catalog.models import CourseRole, PlatformContact
from xingtan.catalog.queries import COLLECTION, FACETS, SORTS, documents_of, every_id, taught_at
from xingtan.people import registry
from xingtan.people.public import Person
from xingtan.search.registry import Collection
from xingtan.search.registry import register as let_be_found
from xingtan.ui import public as ui
from xingtan.universities import public as universities

registry.standing("catalog")(service_of)
let_be_found(Collection(COLLECTION, documents_of, every_id, facets=FACETS, sorts=SORTS))


@registry.exports("catalog")
def export(person: Person) -> dict[str, Any]:
    """Give the courses this person serves, and the platforms they speak for."""
    rows = CourseRole.objects.filter(person=person).select_related("course").order_by("pk")
    speaks = PlatformContact.objects.filter(person=person).select_related("platform").order_by("pk")
    return {
        "serves": [{"course": str(row.course), "role": row.role, "since": row.since.isoformat()} for row in rows],
        "speaks_for": [{"platform": str(row.platform), "since": row.since.isoformat()} for row in speaks],
    }


@registry.erases("catalog")
def erase(person: Person) -> None:
    """End every service of this person."""
    for model in (CourseRole, PlatformContact):
        model._default_manager.filter(person=person).delete()  # noqa: SLF001 - Django's name for it is documented


@ui.fill("universities.page", order=20)
def courses(request: HttpRequest, places: Sequence[universities.University]) -> dict[Any, str]:
    """Show a university's courses and runs to those who serve it."""
    person: Any = request.user
    return {
        place: ui.draw(
            request,
            "catalog/_offered.html",
            {
                "courses": taught_at(place, person),
                "university": place,
                "administers": universities.can_administer(person, place),
            },
        )
        for place in places
    }
