"""The desk, and the work of coordinators on a campaign."""

import csv
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, now, page, show
from xingtan.kernel.tables import harmless
from xingtan.reporting import access, actions, queries, rules
from xingtan.reporting.forms import CampaignFacts, Questions, Step
from xingtan.reporting.models import Campaign
from xingtan.universities import public as universities

ROWS_A_PAGE = 100


@page(access.desk_to_work_at, methods=("GET",))
def desk(request: Request) -> HttpResponse:
    """Show what one is asked to report, and to coordinators every campaign."""
    coordinates = universities.coordinates(request.user)
    context = {
        "desk": queries.desk_of(request.user, coordinates=coordinates),
        "can": {"coordinate": coordinates, "look_after": access.can_look_after(request.user)},
        "now": now(),
    }
    return show(request, "reporting/desk.html", context)


@page(access.coordinate, limit="change")
def new_campaign(request: Request) -> HttpResponse:
    """Write a campaign."""
    form = CampaignFacts(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_campaign(by=request.user, **form.facts())
        except RuleBroken as broken:
            form.add_error("slug", str(broken))
        else:
            said = _("The campaign is kept as a draft. Look at what it asks; then open it.")
            return done(request, "reporting/facts.html", then=made.desk_url, say=said)
    context = {"form": form, "crumbs": crumbs()}
    return show(request, "reporting/facts.html", context, status=422 if form.errors else 200)


@page(access.campaign_to_coordinate, limit="change")
def facts(request: Request, found: Campaign) -> HttpResponse:
    """Change what a campaign says."""
    form = CampaignFacts(request.POST or None, thing=found, language=request.GET.get("language", ""))
    if request.method == "POST" and form.is_valid():
        try:
            actions.describe_campaign(campaign=found, by=request.user, now=now(), **form.facts())
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            return done(request, "reporting/facts.html", then=found.desk_url, say=_("Saved."))
    context = {"form": form, "campaign": found, "crumbs": crumbs(found)}
    return show(request, "reporting/facts.html", context, status=422 if form.errors else 200)


@page(access.campaign_to_coordinate, limit="change")
def questions(request: Request, found: Campaign) -> HttpResponse:
    """Say which figures are asked for, each with its definition."""
    form = Questions(request.POST or None, asked=queries.questions_of(found))
    broken = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_for(campaign=found, measures=form.measures(), by=request.user)
        except RuleBroken as no:
            broken = str(no)
        else:
            return done(request, "reporting/questions.html", then=found.desk_url, say=_("Saved."))
    context = {
        "form": form,
        "pairs": [(form[f"ask-{key}"], form[f"says-{key}"]) for key in rules.MEASURES],
        "campaign": found,
        "broken": broken,
        "crumbs": crumbs(found),
    }
    return show(request, "reporting/questions.html", context, status=422 if form.errors or broken else 200)


@page(access.campaign_to_coordinate, methods=("GET",))
def campaign(request: Request, found: Campaign) -> HttpResponse:
    """Show how far a campaign is."""
    return _show(request, found)


@page(access.campaign_to_coordinate, methods=("POST",), limit="change")
def steps(request: Request, found: Campaign) -> HttpResponse:
    """Open a campaign, close it, or open it again."""
    form = Step(request.POST)
    if not form.is_valid():
        return _show(request, found, broken=_("There is no such step. Nothing was changed."))
    try:
        actions.move_campaign(campaign=found, by=request.user, now=now(), **form.cleaned_data)
    except RuleBroken as broken:
        return _show(request, found, broken=str(broken))
    said = {
        "open": _("The campaign is open. Every institution of the list is asked."),
        "close": _("The campaign is closed. Nothing more is taken."),
        "reopen": _("The campaign takes reports again."),
    }
    return done(request, "reporting/campaign.html", then=found.desk_url, say=said[form.cleaned_data["move"]])


@page(access.campaign_to_coordinate, methods=("GET",))
def missing(request: Request, found: Campaign) -> HttpResponse:
    """Show who has not reported, those who were reminded most first."""
    rows = sorted(queries.unanswered(found), key=lambda each: (-each.reminders, each.code))
    context = {
        "campaign": found,
        "page": Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "count": len(rows),
        "asked": found.asked.count(),
        "is_late": found.due_at <= now(),
        "crumbs": crumbs(found),
    }
    return show(request, "reporting/missing.html", context)


@page(access.campaign_to_coordinate, methods=("GET",))
def missing_csv(request: Request, found: Campaign) -> HttpResponse:
    """Give who has not reported as CSV."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.slug}-missing.csv"'
    writer = csv.writer(response)
    writer.writerow(["code", "name", "country", "province", "reminders", "platforms"])
    for each in queries.unanswered(found):
        names = (harmless(text) for text in (each.code, each.name, each.country, each.province))
        writer.writerow([*names, each.reminders, each.platforms])
    return response


@page(access.campaign_to_coordinate, methods=("POST",), limit="change")
def reminders(request: Request, found: Campaign) -> HttpResponse:
    """Remind everyone who has not reported."""
    try:
        made = actions.remind_by_hand(campaign=found, by=request.user, now=now())
    except RuleBroken as broken:
        return _show(request, found, broken=str(broken))
    said = _("%(people)s people were told, of %(institutions)s institutions that have not reported.")
    facts_ = {"people": made.people, "institutions": made.institutions}
    return done(request, "reporting/campaign.html", then=found.desk_url, say=said % facts_)


def _show(request: Request, found: Campaign, *, broken: str = "") -> HttpResponse:
    context: dict[str, Any] = {
        "campaign": found,
        "questions": queries.questions_of(found),
        "progress": queries.progress_of([found])[found.pk],
        "platforms": queries.answers_of_platforms(found).total(),
        "totals": queries.totals_of(found) if found.state != Campaign.State.DRAFT else [],
        "rounds": found.rounds.select_related("by").order_by("pk"),
        "steps": found.steps.select_related("by").order_by("pk"),
        "is_released": found.is_released(now()),
        "is_late": found.due_at <= now(),
        "broken": broken,
        "crumbs": crumbs(),
    }
    return show(request, "reporting/campaign.html", context, status=422 if broken else 200)


def crumbs(found: Campaign | None = None) -> list[tuple[str, str]]:
    """Give the way to a page of the desk."""
    way = [(_("Reporting"), reverse("reporting:desk"))]
    return [*way, (str(found.title), found.desk_url)] if found else way
