"""The four ways through the house, and only those this person may go."""

from functools import cache, partial
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

WAYS = (
    ("catalog:explore", _("Explore")),
    ("learning:home", _("Learn")),
)

# For whoever is signed in: they may be taught in sessions.
WEEK = (("teaching:week", _("Week")),)

# For those who serve somewhere, or did.
DUTIES = (
    ("site:teach", _("Teach")),
    ("universities:home", _("University")),
)

# What one keeps to oneself, behind one's own name.
OWN = (
    ("people:profile", _("About you")),
    ("timetables:mine", _("Your calendar")),
    ("dashboards:weeks", _("Your weeks")),
    ("credentials:awards", _("Your certificates")),
    ("notices:notices", _("Notices")),
    ("readers:searches", _("Your searches")),
    ("support:mine", _("What you asked")),
    ("site:data", _("Your data")),
)

ANSWERING = (
    ("support:inbox", _("Inbox")),
    ("coordination:desk", _("Coordination desk")),
    ("reporting:desk", _("Reporting")),
    ("harvest:desk", _("Partner platforms")),
)

# At the foot of every page.
FOOT = (
    ("dashboards:census", _("The census")),
    ("directory:solutions", _("Solutions for learning at a distance")),
    ("coordination:calls", _("Calls of the consortium")),
    ("coordination:experiences", _("What worked")),
    ("reporting:releases", _("Releases of figures")),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Give templates the way through the house."""
    person: Any = request.user
    serves = getattr(person, "has_duties", False)
    signed_in = WAYS + WEEK if person.is_authenticated else WAYS
    ways = _addressed(signed_in + DUTIES if serves else signed_in)
    own = OWN + ANSWERING if serves or getattr(person, "is_operator", False) else OWN
    shown = [{**way, "current": request.path.startswith(way["url"])} for way in ways]
    # Lazy: a part of a page shows neither.
    return {"navigation": shown, "account_menu": partial(_addressed, own), "foot": partial(_addressed, FOOT)}


@cache
def _addressed(ways: tuple[tuple[str, "StrPromise"], ...]) -> list[dict[str, Any]]:
    """Give those ways that this house has, with their addresses."""
    found = []
    for name, label in ways:
        try:
            found.append({"label": label, "url": reverse(name)})
        except NoReverseMatch:
            continue
    return found
