"""Ways to rosters from other pages, and the words of a welcome."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.kernel.text import as_text
from xingtan.notices import registry as notices
from xingtan.rosters.access import can_keep
from xingtan.ui import public as ui
from xingtan.universities import public as universities


@ui.fill("universities.page", order=10)
def link(request: HttpRequest, places: Sequence[universities.University]) -> dict[Any, str]:
    """Lead who runs a university to its rosters."""
    return {
        place: ui.draw(request, "rosters/_link.html", {"university": place})
        for place in places
        if can_keep(request.user, place)
    }


@notices.kind("rosters.welcome", label=gettext_lazy("Your university opened an account for you"))
def welcome(data: dict[str, Any]) -> notices.Words:
    """Say that there is an account, and how one gets in."""
    name = str(as_text(data.get("university") or ""))
    return notices.Words(
        sentence=_("%(university)s has opened an account for you here.") % {"university": name},
        url=reverse("account_reset_password"),
        body=_(
            "Choose a password with this e-mail address, or sign in through your university if it is offered. Your classes are there already."
        ),
    )
