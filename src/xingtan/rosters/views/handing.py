"""Handing a roster in, seeing what it would change, taking it in, welcoming who is new."""

import csv
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xingtan.kernel import files
from xingtan.kernel.archives import ArchiveRefused
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, go, now, page, show
from xingtan.kernel.tables import harmless
from xingtan.rosters import access, actions, queries
from xingtan.rosters.forms import Columns, Confirmed, NewRoster
from xingtan.rosters.models import Roster
from xingtan.ui import public as ui
from xingtan.universities import public as universities

ROWS_A_PAGE = 100


@page(access.university_to_keep, limit="import")
def rosters(request: Request, university: universities.University) -> HttpResponse:
    """Show what was handed in, and hand in a roster."""
    form = NewRoster(request.POST or None, request.FILES or None, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        found = queries.form_of(upload, upload.name)
        if found is None:
            form.add_error("file", _("This is no roster that can be read here."))
        elif queries.holds_passwords(upload, upload.name, found):
            form.add_error(
                "file",
                _(
                    "There is a column for passwords in this table. Take it out: everybody chooses their own. Nothing was kept."
                ),
            )
        else:
            upload.seek(0)
            kept = files.keep(upload, name=upload.name)
            made = actions.bring(
                university=university,
                form=found.name,
                name=upload.name,
                digest=kept.digest,
                options={"language": form.cleaned_data["language"]},
                by=request.user,
                now=now(),
                looks_now=not found.needs_columns,
            )
            return go(
                request,
                reverse("rosters:columns", args=(university.slug, made.uid))
                if found.needs_columns
                else made.get_absolute_url(),
            )
    context = {
        "university": university,
        "form": form,
        "page": Paginator(queries.rosters_of(university), 20).get_page(request.GET.get("page")),
        "doubts": queries.doubts_of(university).count(),
        "crumbs": crumbs(university, None),
    }
    return show(request, "rosters/rosters.html", context, status=422 if request.method == "POST" else 200)


@page(access.roster_to_keep, limit="import")
def columns(request: Request, found: Roster) -> HttpResponse:
    """Say what stands in which column; the headings are guessed, and what was said last is remembered."""
    try:
        headings, lines = queries.headings_of(found)
    except (RuleBroken, ArchiveRefused) as no:
        return show(
            request,
            "rosters/columns.html",
            {"roster": found, "broken": no, "crumbs": crumbs(found.university, None)},
            status=422,
        )
    form = Columns(
        request.POST if request.method == "POST" else None, headings=headings, initial=queries.guessed(found, headings)
    )
    if request.method == "POST" and form.is_valid():
        said, at = form.columns(), now()
        try:
            actions.say_columns(
                roster=found,
                columns=said,
                headings=headings,
                stands=form.cleaned_data["stands"],
                is_whole=form.cleaned_data["is_whole"],
                by=request.user,
                now=at,
            )
            return go(request, found.get_absolute_url())
        except RuleBroken as broken:
            form.add_error(None, str(broken))
    context = {
        "roster": found,
        "form": form,
        "headings": headings,
        "lines": lines,
        "crumbs": crumbs(found.university, None),
    }
    return show(request, "rosters/columns.html", context, status=422 if request.method == "POST" else 200)


@page(access.roster_to_keep, methods=("GET",))
def roster(request: Request, found: Roster) -> HttpResponse:
    """Show what is wrong and what would change, or what came of it."""
    return _roster(request, found)


def _roster(request: Request, found: Roster, *, broken: RuleBroken | None = None) -> HttpResponse:
    level = request.GET.get("level", "")
    level = level if level in ("error", "warning") else ""
    problems = found.problems.order_by("level", "file", "line", "pk")
    if level:
        problems = problems.filter(level=level)
    paged = Paginator(problems, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "roster": found,
        "broken": broken,
        "state": queries.state_of(found),
        "counts": queries.counted(found),
        "accounts": found.counts.get("accounts", {}),
        "page": paged,
        "problems": [(each, queries.worded(each.what)) for each in paged],
        "tabs": _tabs(found, level),
        "form": Confirmed() if found.problems.filter(what__startswith="many_gone_").exists() else None,
        "unwelcomed": actions.unwelcomed(found).count() if found.taken_at else 0,
        "crumbs": crumbs(found.university, None),
    }
    return show(request, "rosters/roster.html", context, part="state", status=422 if broken else 200)


def _tabs(found: Roster, level: str) -> list[tuple[str, str, bool]]:
    url = found.get_absolute_url()
    every = [("", _("All"), found.errors + found.warnings), ("error", _("Errors"), found.errors)]
    every.append(("warning", _("Warnings"), found.warnings))
    return [
        (f"{label} ({number})", f"{url}?level={name}" if name else url, name == level) for name, label, number in every
    ]


@page(access.roster_to_keep, limit="change", methods=("POST",))
def taking(request: Request, found: Roster) -> HttpResponse:
    """Take the roster in."""
    form = Confirmed(request.POST)
    try:
        asked = actions.ask_to_take(
            roster=found, by=request.user, meant=form.is_valid() and form.cleaned_data["meant"], now=now()
        )
    except RuleBroken as broken:
        return _roster(request, found, broken=broken)
    if not asked.taking_job:
        ui.notify(
            request, _("Another roster was taken in since. This one is looked through again: see what it changes now.")
        )
    return go(request, found.get_absolute_url())


@page(access.roster_to_keep, limit="change", methods=("POST",))
def welcome(request: Request, found: Roster) -> HttpResponse:
    """Write to those who got an account: only because somebody says so."""
    try:
        actions.ask_to_welcome(roster=found, by=request.user, now=now())
    except RuleBroken as broken:
        return _roster(request, found, broken=broken)
    ui.notify(request, _("The welcome is on its way to everybody with a new account."), kind="done")
    return go(request, found.get_absolute_url())


@page(access.roster_to_keep, methods=("GET",))
def report(request: Request, found: Roster) -> HttpResponse:
    """Give what is wrong as a table."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="report-{found.uid}.csv"'
    table = csv.writer(response)
    table.writerow(["level", "file", "line", "what", "value"])
    for each in found.problems.order_by("level", "file", "line", "pk").iterator():
        table.writerow(
            [each.level, harmless(each.file), each.line or "", queries.worded(each.what), harmless(each.why)]
        )
    return response


def crumbs(university: universities.University, last: str | None) -> list[tuple[str, str]]:
    """Give the way here."""
    found = [
        (str(university), reverse("universities:university", args=(university.slug,))),
        (_("Rosters"), reverse("rosters:rosters", args=(university.slug,))),
    ]
    return found if last is None else [*found, (last, "")]
