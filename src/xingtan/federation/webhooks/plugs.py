"""What webhooks plug in below: export, erasure, and the way from a university's page."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from xingtan.federation.webhooks.access import can_keep
from xingtan.federation.webhooks.models import Webhook
from xingtan.people import registry
from xingtan.people.public import Person
from xingtan.ui import public as ui
from xingtan.universities import public as universities


@registry.exports("federation.webhooks")
def export(person: Person) -> dict[str, Any]:
    """Give the addresses this person registered."""
    rows = Webhook.objects.filter(registered_by=person).order_by("pk")
    return {"webhooks": [{"url": row.url, "since": row.registered_at.isoformat()} for row in rows]}


@registry.erases("federation.webhooks")
def erase(person: Person) -> None:
    """Forget who registered an address; it stays, because it is the university's."""
    Webhook.objects.filter(registered_by=person).update(registered_by=None)


@ui.fill("universities.page", order=90)
def link(request: HttpRequest, places: Sequence[universities.University]) -> dict[Any, str]:
    """Lead who runs a university to its webhooks."""
    return {
        place: ui.draw(request, "webhooks/_link.html", {"university": place})
        for place in places
        if can_keep(request.user, place)
    }
