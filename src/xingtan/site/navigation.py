"""The four ways through the house, and only those this person may go."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

WAYS = (
    ("catalog:explore", _("Explore")),
    ("learning:home", _("Learn")),
    ("site:teach", _("Teach")),
    ("universities:home", _("University")),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Give templates the way through the house."""
    ways = []
    for name, label in WAYS:
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue
        ways.append({"label": label, "url": address, "current": request.path.startswith(address)})
    return {"navigation": ways}
