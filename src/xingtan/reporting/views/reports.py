"""Writing a report, looking at it a second time, signing it, and reading what was signed."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from xingtan.catalog import public as catalog
from xingtan.kernel import files
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, now, page, show
from xingtan.reporting import access, actions, queries
from xingtan.reporting.forms import Figures, SignOff, Table
from xingtan.reporting.models import Campaign, Institution, Report
from xingtan.universities import public as universities

SHOWN = 200


@page(access.place_to_report, limit="change")
def place(request: Request, found: Campaign, institution: Institution) -> HttpResponse:
    """Write what an institution reports, and see every version."""
    versions = queries.versions_of(found, institution)
    newest = versions[0] if versions else None
    has_signed = any(each.signed_at for each in versions)
    form = Figures(
        request.POST or None,
        request.FILES or None,
        questions=queries.questions_of(found),
        report=newest,
        is_correction=has_signed,
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.write_report(
                campaign=found,
                institution=institution,
                figures={key: actions.Written(**said) for key, said in form.figures().items()},
                comment=form.cleaned_data["comment"],
                reason=form.cleaned_data.get("reason", ""),
                evidence=_kept(form.cleaned_data["evidence"]),
                by=request.user,
                now=now(),
            )
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            then = reverse("reporting:signature", args=(made.uid,))
            return done(request, "reporting/place.html", then=then, say=_("Kept as a draft. Look at it, then sign."))
    context = {
        "campaign": found,
        "institution": institution,
        "form": form,
        "table": Table(),
        "versions": versions,
        "draft": newest if newest and not newest.signed_at else None,
        "has_signed": has_signed,
        "is_late": found.due_at <= now(),
        "crumbs": [(_("Reporting"), reverse("reporting:desk"))],
    }
    return show(request, "reporting/place.html", context, status=422 if form.errors else 200)


def _kept(file: Any) -> tuple[str, str] | None:
    return (files.keep(file, name=file.name).digest, file.name[:200]) if file else None


@page(access.report_to_see, methods=("GET",))
def report(request: Request, found: Report) -> HttpResponse:
    """Show a version of a report: its figures, who signed it, and whether its seal holds."""
    if found.signed_at is None:
        return HttpResponseRedirect(reverse("reporting:signature", args=(found.uid,)))
    is_mine = access.reports_for(request.user, found)
    context = {
        **_said(found),
        "asked_words": _worded(found.signature.questions),
        "holds": queries.seal_holds(found.signature),
        "newer": queries.newer_than(found),
        "can": {"see_name": is_mine or universities.coordinates(request.user), "write": is_mine},
    }
    return show(request, "reporting/report.html", context)


@page(access.report_to_change, limit="change")
def signature(request: Request, found: Report) -> HttpResponse:
    """Look at a draft a second time, and sign it."""
    if found.signed_at is not None:
        return HttpResponseRedirect(found.get_absolute_url())
    form = SignOff(
        request.POST or None,
        initial={"name": request.user.get_full_name(), "office": queries.office_of(request.user, found.institution)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.sign_reports(campaign=found.campaign, reports=[found], by=request.user, now=now(), **_signer(form))
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            said = _("Signed. Nothing of this version changes from now on.")
            return done(request, "reporting/signature.html", then=found.get_absolute_url(), say=said)
    context = {**_said(found), "asked_words": _worded(queries.asked_of(found)), "form": form}
    return show(request, "reporting/signature.html", context, status=422 if form.errors else 200)


def _signer(form: SignOff) -> dict[str, str]:
    return {name: form.cleaned_data[name] for name in ("name", "office")}


@page(access.report_to_read_evidence, methods=("GET",))
def evidence(request: Request, found: Report) -> HttpResponse:
    """Give the file that shows what is reported."""
    return HttpResponseRedirect(files.address(found.evidence_digest, found.evidence_name, inline=False))


@page(access.report_to_change, methods=("POST",), limit="change")
def removal(request: Request, found: Report) -> HttpResponse:
    """Throw a draft away."""
    then = _place_of(found)
    try:
        actions.discard_draft(report=found)
        said = _("The draft is gone. What was signed stays.")
    except RuleBroken as broken:
        said = str(broken)
    return done(request, "reporting/signature.html", then=then, say=said)


@page(access.platform_to_report, methods=("GET",))
def platform_place(request: Request, found: Campaign, platform: catalog.Platform) -> HttpResponse:
    """Show what a platform reports of institutions, hand in a table, sign what waits."""
    return _show_platform(request, found, platform, SignOff(initial={"name": request.user.get_full_name()}))


@page(access.platform_to_report, methods=("POST",), limit="change")
def platform_signature(request: Request, found: Campaign, platform: catalog.Platform) -> HttpResponse:
    """Sign everything that waits of a platform, at once."""
    form = SignOff(request.POST)
    if form.is_valid():
        drafts = list(Report.objects.drafts().filter(campaign=found, platform=platform))
        try:
            made = actions.sign_reports(campaign=found, reports=drafts, by=request.user, now=now(), **_signer(form))
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            then = reverse("reporting:platform-place", args=(found.slug, platform.slug))
            said = _("%(count)s reports are signed.") % {"count": len(made)}
            return done(request, "reporting/platform_place.html", then=then, say=said)
    return _show_platform(request, found, platform, form)


def _show_platform(request: Request, found: Campaign, platform: catalog.Platform, form: SignOff) -> HttpResponse:
    rows = Report.objects.filter(campaign=found, platform=platform).select_related("institution")
    drafts = rows.drafts()
    context = {
        "campaign": found,
        "platform": platform,
        "form": form,
        "table": Table(),
        "drafts": list(drafts.order_by("institution__code")[:SHOWN]),
        "draft_count": drafts.count(),
        "signed": list(rows.current().order_by("institution__code")[:SHOWN]),
        "signed_count": rows.current().count(),
        "questions": queries.questions_of(found),
        "crumbs": [(_("Reporting"), reverse("reporting:desk"))],
    }
    return show(request, "reporting/platform_place.html", context, status=422 if form.errors else 200)


def _said(found: Report) -> dict[str, Any]:
    """Give what both looks at a report show: its figures by the titles of what was asked."""
    titles = {each.measure: each for each in queries.questions_of(found.campaign)}
    figures = {each.measure: each for each in found.figures.all()}
    return {
        "report": found,
        "campaign": found.campaign,
        "figures": [
            (question, figures[key], queries.amount(figures[key].value))
            for key, question in titles.items()
            if key in figures
        ],
        "back": _place_of(found),
    }


def _worded(asked: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(queries.question(each), each["answer"]) for each in asked]


def _place_of(found: Report) -> str:
    if found.platform:
        return reverse("reporting:platform-place", args=(found.campaign.slug, found.platform.slug))
    return reverse("reporting:place", args=(found.campaign.slug, found.institution.uid))
