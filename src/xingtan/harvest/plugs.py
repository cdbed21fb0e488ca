"""What the harvest plugs in below: notices, export and erasure, and where a platform's page says how it is gathered."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.catalog import public as catalog
from xingtan.harvest import access, queries
from xingtan.harvest.models import Hold, Sheet
from xingtan.harvest.registry import load_plugins
from xingtan.kernel.text import Text
from xingtan.notices import registry as notices
from xingtan.notices.registry import Words
from xingtan.people import registry
from xingtan.people.public import Person
from xingtan.ui import public as ui

load_plugins()


@notices.kind("harvest.failed", label=gettext_lazy("Platforms that cannot be gathered"))
def failed(data: dict[str, Any]) -> Words:
    """Word that a feed fails."""
    sentence = _("The courses of %(platform)s could not be gathered twice in a row.")
    return Words(sentence % {"platform": Text(data["platform"])}, data["url"], data["error"])


@notices.kind("harvest.held", label=gettext_lazy("Platforms that suddenly list far fewer courses"))
def held(data: dict[str, Any]) -> Words:
    """Word that a person must say whether courses are gone."""
    sentence = _("%(missing)s of %(listed)s courses of %(platform)s are missing. Say whether they are gone.")
    facts = {"missing": data["missing"], "listed": data["listed"], "platform": Text(data["platform"])}
    return Words(sentence % facts, data["url"], _("Until then they are kept as they were."))


@ui.fill("catalog.platform")
def how_it_is_gathered(request: HttpRequest, platforms: Sequence[catalog.Platform]) -> dict[Any, str]:
    """Say of a platform who runs it, since when it is here and when it was last read, on its public page."""
    return {
        each: ui.draw(
            request,
            "harvest/_platform.html",
            {
                "platform": each,
                "facts": queries.facts_of(each),
                "leads_to_desk": access.can_speak_for(request.user, each),
            },
        )
        for each in platforms
    }


@registry.exports("harvest")
def export(person: Person) -> dict[str, Any]:
    """Give what this person filled in, signed and decided."""
    made = Sheet.objects.filter(made_by=person).order_by("pk")
    signed = Sheet.objects.filter(signed_by=person).order_by("pk")
    decided = Hold.objects.filter(decided_by=person).select_related("feed__platform").order_by("pk")
    return {
        "sheets": [{"name": each.name, "at": each.made_at.isoformat(), "lines": each.lines} for each in made],
        "signed": [
            {"sheet": each.name, "as": each.signature, "at": each.signed_at and each.signed_at.isoformat()}
            for each in signed
        ],
        "decided": [
            {
                "platform": str(each.feed.platform),
                "missing": each.missing,
                "is_gone": each.is_gone,
                "at": each.decided_at and each.decided_at.isoformat(),
            }
            for each in decided
        ],
    }


@registry.erases("harvest")
def erase(person: Person) -> None:
    """Take this person's name off what they filled in, signed and decided; the courses stay."""
    Sheet.objects.filter(made_by=person).update(made_by=None)
    Sheet.objects.filter(signed_by=person).update(signed_by=None, signature="")
    Hold.objects.filter(decided_by=person).update(decided_by=None)
