"""What SCIM plugs in below: export, erasure, and the way from a university's page."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from xingtan.federation.scim.models import Key
from xingtan.people import registry
from xingtan.people.public import Person
from xingtan.ui import public as ui
from xingtan.universities import public as universities


@registry.exports("federation.scim")
def export(person: Person) -> dict[str, Any]:
    """Give the directory keys this person made."""
    rows = Key.objects.filter(made_by=person).order_by("pk")
    return {"directory keys": [{"what for": row.label, "since": row.made_at.isoformat()} for row in rows]}


@registry.erases("federation.scim")
def erase(person: Person) -> None:
    """End the keys this person made: a directory acts in somebody's name."""
    Key.objects.filter(made_by=person, ended_at=None).update(ended_at=timezone.now())


@ui.fill("universities.page", order=80)
def link(request: HttpRequest, places: Sequence[universities.University]) -> dict[Any, str]:
    """Lead who runs a university to the keys of its directory."""
    return {
        place: ui.draw(request, "scim/_link.html", {"university": place})
        for place in places
        if universities.can_administer(request.user, place)
    }
