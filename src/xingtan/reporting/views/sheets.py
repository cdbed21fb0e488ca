"""Tables of figures: the template, what was found in one that was handed in, and applying it."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from xingtan.catalog import public as catalog
from xingtan.kernel.archives import ArchiveRefused
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, now, page, show
from xingtan.reporting import access, actions, queries
from xingtan.reporting.forms import Table
from xingtan.reporting.models import Campaign, Institution, Sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 200


@page(access.place_to_report, methods=("GET",))
def template_of_institution(request: Request, found: Campaign, institution: Institution) -> HttpResponse:
    """Give the table that an institution fills in."""
    return _template(found, [institution], source="institution")


@page(access.platform_to_report, methods=("GET",))
def template_of_platform(request: Request, found: Campaign, platform: catalog.Platform) -> HttpResponse:
    """Give the table that a platform fills in: every institution that is asked."""
    institutions = Institution.objects.filter(asked__campaign=found).order_by("code")
    return _template(found, list(institutions), source="platform")


def _template(found: Campaign, institutions: list[Institution], *, source: str) -> HttpResponse:
    response = HttpResponse(queries.filled_template(found, institutions, basis=source), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{found.slug}.xlsx"'
    return response


@page(access.place_to_report, methods=("POST",), limit="import")
def table_of_institution(request: Request, found: Campaign, institution: Institution) -> HttpResponse:
    """Take a table of an institution, and look through it."""
    back = reverse("reporting:place", args=(found.slug, institution.uid))
    return _take(request, found, back, institution=institution)


@page(access.platform_to_report, methods=("POST",), limit="import")
def table_of_platform(request: Request, found: Campaign, platform: catalog.Platform) -> HttpResponse:
    """Take a table of a platform, and look through it."""
    back = reverse("reporting:platform-place", args=(found.slug, platform.slug))
    return _take(request, found, back, platform=platform)


def _take(
    request: Request,
    found: Campaign,
    back: str,
    *,
    institution: Institution | None = None,
    platform: catalog.Platform | None = None,
) -> HttpResponse:
    form = Table(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            lines, problems = queries.figures_of_file(file, file.name, campaign=found, only=institution)
        except (RuleBroken, ArchiveRefused) as broken:
            form.add_error("file", str(broken))
        else:
            made = actions.keep_sheet(
                campaign=found,
                institution=institution,
                platform=platform,
                name=file.name,
                lines=lines,
                problems=problems,
                by=request.user,
                now=now(),
            )
            return done(request, "reporting/sheet.html", then=made.get_absolute_url())
    context = {"form": form, "campaign": found, "back": back, "crumbs": [(_("Reporting"), reverse("reporting:desk"))]}
    return show(request, "reporting/table.html", context, status=422)


@page(access.sheet_to_see, limit="change")
def sheet(request: Request, found: Sheet) -> HttpResponse:
    """Show what was found in a table, and apply it whole."""
    back = _place_of(found)
    broken = ""
    if request.method == "POST":
        reason = request.POST.get("reason", "")[:2000]
        try:
            actions.apply_sheet(sheet=found, reason=reason, by=request.user, now=now())
        except RuleBroken as no:
            broken = str(no)
        else:
            said = _("The figures are kept as drafts. Look at them, then sign.")
            return done(request, "reporting/sheet.html", then=back, say=said)
    context: dict[str, Any] = {
        "sheet": found,
        "broken": broken,
        "back": back,
        "problems": [(each["place"], queries.problem(each), each["value"]) for each in found.problems],
        "lines": found.lines[:SHOWN],
        "more": max(len(found.lines) - SHOWN, 0),
        "institutions": len({each["code"] for each in found.lines}),
        "is_correction": queries.corrects(found),
    }
    return show(request, "reporting/sheet.html", context, status=422 if broken else 200)


def _place_of(found: Sheet) -> str:
    if found.platform:
        return reverse("reporting:platform-place", args=(found.campaign.slug, found.platform.slug))
    assert found.institution is not None, "a table is of an institution or of a platform"
    return reverse("reporting:place", args=(found.campaign.slug, found.institution.uid))
