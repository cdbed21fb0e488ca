"""Fragments on pages of lower rooms: the way to bring a course in, on a university's page."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest
from django.utils.safestring import SafeString

from xingtan.authoring import access
from xingtan.ui import public as ui
from xingtan.universities import public as universities


@ui.fill("universities.page", order=30)
def way_to_bring(
    request: HttpRequest, places: Sequence[universities.University]
) -> Mapping[universities.University, SafeString]:
    """Offer to bring a course in, to those who may."""
    return {
        place: ui.draw(request, "authoring/_way_to_bring.html", {"university": place})
        for place in places
        if access.can_bring(request.user, place)
    }
