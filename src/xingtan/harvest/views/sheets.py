"""Pages: courses by hand, one from a form or many from a sheet, and their sign-off."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from xingtan.catalog import public as catalog
from xingtan.harvest import access, actions, adapters, queries
from xingtan.harvest.adapters import columns
from xingtan.harvest.forms import ByHand, SignOff, Upload
from xingtan.harvest.models import Sheet
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, anyone, done, now, page, show

LINES_A_PAGE = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page(anyone, methods=("GET",))
def sheet_template(request: Request) -> HttpResponse:
    """Give the sheet that partners fill in."""
    response = HttpResponse(adapters.template(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="courses.xlsx"'
    return response


@page(access.platform_to_speak_for, limit="upload")
def sheets(request: Request, found: catalog.Platform) -> HttpResponse:
    """Take a sheet, and look through its lines."""
    form = Upload(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            lines = columns.lines_of(adapters.read(file))
        except RuleBroken as broken:
            form.add_error("file", str(broken))
        else:
            made = actions.keep_sheet(platform=found, name=file.name, lines=lines, by=request.user, now=now())
            return done(request, "harvest/sheets.html", then=made.get_absolute_url())
    context = {"platform": found, "form": form, "crumbs": _crumbs(found)}
    return show(request, "harvest/sheets.html", context, status=422 if form.errors else 200)


@page(access.platform_to_speak_for, limit="change")
def sheet_by_hand(request: Request, found: catalog.Platform) -> HttpResponse:
    """Take one course from a form."""
    form = ByHand(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if value}
        lines = columns.lines_of([list(values), list(values.values())])
        if faults := lines[0].faults:
            for fault in faults:
                form.add_error(fault[1] if fault[1] in form.fields else None, queries.in_words(fault))
        else:
            made = actions.keep_sheet(platform=found, name=values["title"], lines=lines, by=request.user, now=now())
            return done(request, "harvest/facts.html", then=made.get_absolute_url())
    context = {
        "form": form,
        "title": _("A course by hand"),
        "button": _("Look through it"),
        "crumbs": _crumbs(found),
        "method": "post",
    }
    return show(request, "harvest/facts.html", context, status=422 if form.errors else 200)


@page(access.sheet_to_see, methods=("GET",))
def sheet(request: Request, found: Sheet) -> HttpResponse:
    """Show what a sheet says, line by line, and what is wrong with it."""
    return _show(request, found, SignOff())


@page(access.sheet_to_sign, methods=("POST",), limit="change")
def signature(request: Request, found: Sheet) -> HttpResponse:
    """Stand up for what a sheet says."""
    form = SignOff(request.POST)
    if form.is_valid():
        try:
            actions.sign_off(sheet=found, signature=form.cleaned_data["name"], by=request.user, now=now())
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            return done(
                request, "harvest/sheet.html", then=found.get_absolute_url(), say=_("The courses are in the catalogue.")
            )
    return _show(request, found, form, status=422)


def _show(request: Request, found: Sheet, form: SignOff, *, status: int = 200) -> HttpResponse:
    context = {
        "sheet": found,
        "lines": queries.shown_lines(Paginator(found.lines, LINES_A_PAGE).get_page(request.GET.get("page"))),
        "good": sum(1 for each in found.lines if not each["faults"]),
        "form": form,
        "can": {"sign": access.is_contact(request.user, found.platform) and not found.signed_at},
        "crumbs": _crumbs(found.platform),
    }
    return show(request, "harvest/sheet.html", context, status=status)


def _crumbs(platform: catalog.Platform) -> list[tuple[str, str]]:
    return [
        (_("Partner platforms"), reverse("harvest:desk")),
        (str(platform.name), reverse("harvest:platform", args=(platform.slug,))),
    ]
