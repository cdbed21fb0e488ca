"""What reporting plugs in below: its notices, ways on pages of universities and platforms, export and erasure."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from xingtan.catalog import public as catalog
from xingtan.kernel.text import Text
from xingtan.notices import registry as notices
from xingtan.notices.registry import Words
from xingtan.people import registry
from xingtan.people.public import Person
from xingtan.reporting import access
from xingtan.reporting.models import CampaignStep, Institution, Officer, Report, Sheet, Signature, Stream
from xingtan.ui import public as ui


@notices.kind("reporting.due", label=gettext_lazy("Figures your institution is asked for"))
def due(data: dict[str, Any]) -> Words:
    """Word a reminder; after the deadline it says so."""
    facts = {"title": Text(data["title"]), "institution": data["institution"]}
    if data["days"] < 0:
        said = _("The figures of %(institution)s for “%(title)s” are overdue. They are still taken.")
    else:
        said = _("%(institution)s is asked for figures: “%(title)s”. Nothing is signed yet.")
    return Words(said % facts, data["url"])


@notices.kind("reporting.missing", label=gettext_lazy("Who has not reported after the deadline"))
def missing(data: dict[str, Any]) -> Words:
    """Word who has not answered."""
    said = ngettext(
        "%(count)s institution has not reported for “%(title)s”, and the deadline is over.",
        "%(count)s institutions have not reported for “%(title)s”, and the deadline is over.",
        data["count"],
    )
    return Words(said % {"count": data["count"], "title": Text(data["title"])}, data["url"])


@notices.kind("reporting.stream_silent", label=gettext_lazy("A stream of your platform is silent"))
def stream_silent(data: dict[str, Any]) -> Words:
    """Word a silence."""
    facts = {"platform": Text(data["platform"]), "stream": Stream.Kind(data["stream"]).label}
    return Words(_("For a day nothing has come from %(platform)s: %(stream)s.") % facts, data["url"])


@ui.fill("universities.page", order=70)
def of_university(request: HttpRequest, places: Sequence[Any]) -> dict[Any, str]:
    """Show who runs a university the way to what it is asked."""
    asked = set(Institution.objects.filter(university__in=places).values_list("university", flat=True))
    return {
        place: ui.draw(request, "reporting/_way.html", {"url": reverse("reporting:desk")})
        for place in places
        if place.pk in asked
    }


@ui.fill("catalog.platform", order=40)
def of_platform(request: HttpRequest, platforms: Sequence[catalog.Platform]) -> dict[Any, str]:
    """Show who speaks for a platform the way to its streams."""
    mine = set(access.platforms_of(request.user).values_list("pk", flat=True))
    looks_after = access.can_look_after(request.user)
    return {
        each: ui.draw(request, "reporting/_platform_way.html", {"platform": each})
        for each in platforms
        if looks_after or each.pk in mine
    }


@registry.exports("reporting")
def export(person: Person) -> dict[str, Any]:
    """Give for whom this person reports, and what they wrote, signed and decided."""
    signed = Signature.objects.filter(by=person).order_by("pk")
    return {
        "reports_for": list(Officer.objects.filter(person=person).order_by("pk").values("institution__name", "office", "since")),
        "signed": list(signed.values("report__uid", "name", "office", "at", "digest")),
        "written": list(Report.objects.filter(written_by=person).order_by("pk").values("uid", "comment", "reason", "written_at")),
        "tables": list(Sheet.objects.filter(by=person).order_by("pk").values("name", "at")),
        "steps": list(CampaignStep.objects.filter(by=person).order_by("pk").values("before", "after", "at", "reason")),
    }  # fmt: skip


@registry.erases("reporting")
def erase(person: Person) -> None:
    """Take this person's name off what they signed. The seal holds: the name was never in what is sealed."""
    Officer.objects.filter(person=person).delete()
    Signature.objects.filter(by=person).update(by=None, name="", salt="")
    Report.objects.filter(written_by=person).update(written_by=None)
    Sheet.objects.filter(by=person).update(by=None)
