"""Pages of those who coordinate: what looks alike, rules, and what was decided."""

import random
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from xingtan.jobs import public as jobs
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, now, page, show
from xingtan.matching import access, actions, queries, tasks
from xingtan.matching.forms import NewRule, Verdict
from xingtan.matching.models import Decision, Proposal, Rule

A_PAGE = 20
SAMPLE = 20


@page(access.desk, methods=("GET",))
def proposals(request: Request) -> HttpResponse:
    """Show what looks alike and waits for a decision, the likest first."""
    return _show(request, 200)


@page(access.desk, methods=("POST",))
def look(request: Request) -> HttpResponse:
    """Look through the whole catalogue now."""
    return _start(request, tasks.LOOK, {})


@page(access.proposal_to_decide, methods=("POST",))
def decision(request: Request, found: Proposal) -> HttpResponse:
    """Say whether two entries are one course."""
    form = Verdict(request.POST)
    if not form.is_valid():
        return _show(request, 422, broken=_("Say whether they are the same."))
    person: Any = request.user
    try:
        actions.decide(proposal=found, by=person, now=now(), **form.cleaned_data)
    except RuleBroken as broken:
        return _show(request, 422, broken=str(broken))
    return done(request, "matching/proposals.html", then=reverse("matching:proposals"), say=_("Your decision is kept."))


@page(access.desk, methods=("GET",))
def history(request: Request) -> HttpResponse:
    """Show what was decided, by whom and why."""
    shown = Paginator(queries.history(), A_PAGE).get_page(request.GET.get("page"))
    return show(request, "matching/history.html", {"page": shown, "decisions": queries.as_decided(shown.object_list)})


@page(access.decision_to_undo, methods=("POST",))
def undoing(request: Request, found: Decision) -> HttpResponse:
    """Let a decision no longer stand."""
    person: Any = request.user
    then = reverse("matching:history")
    try:
        actions.undo(decision=found, by=person, now=now())
    except RuleBroken as broken:
        return done(request, "matching/history.html", then=then, say=str(broken))
    return done(request, "matching/history.html", then=then, say=_("It is undone. The pair waits again."))


@page(access.desk)
def rules(request: Request) -> HttpResponse:
    """Choose a likeness, look at a sample, and decide on everything from there on at once."""
    form = NewRule(request.POST or request.GET or None)
    context: dict[str, Any] = {"form": form, "rules": _rules()}
    if form.is_bound and form.is_valid():
        waiting = queries.open_proposals(least=form.least)
        if request.method == "POST":
            return _apply(request, form)
        context |= {"count": waiting.count(), "sample": queries.shown(_sample(form)), "least": form.data["percent"]}
    return show(request, "matching/rules.html", context, status=422 if form.errors else 200)


@page(access.rule_to_see, methods=("POST",))
def rule_undoing(request: Request, found: Rule) -> HttpResponse:
    """Undo everything a rule decided."""
    return _start(request, "matching.take_back", {"rule": str(found.uid)})


def _apply(request: Request, form: NewRule) -> HttpResponse:
    person: Any = request.user
    made = actions.make_rule(least=form.least, sample=_sample(form), by=person, now=now())
    return _start(request, "matching.apply", {"rule": str(made.uid)})


def _sample(form: NewRule) -> list[Proposal]:
    """Draw the same sample for looking at it and for writing down what was looked at."""
    keys = list(queries.open_proposals(least=form.least).values_list("pk", flat=True))
    chosen = random.Random(f"{form.least} {len(keys)}").sample(keys, min(SAMPLE, len(keys)))  # noqa: S311 - no secret
    return list(Proposal.objects.filter(pk__in=chosen).order_by("likeness", "pk"))


def _rules() -> list[dict[str, Any]]:
    found = Rule.objects.select_related("made_by").order_by("-pk")[:50]
    standing = queries.standing_of(found)
    return [{"rule": each, "percent": each.least * 100, "standing": standing.get(each.pk, 0)} for each in found]


def _start(request: Request, kind: str, params: dict[str, Any]) -> HttpResponse:
    person: Any = request.user
    job = jobs.start(kind=kind, owner=person, params=params)
    return done(request, "matching/proposals.html", then=job.get_absolute_url())


def _show(request: Request, status: int, **context: Any) -> HttpResponse:
    shown = Paginator(queries.open_proposals(), A_PAGE).get_page(request.GET.get("page"))
    context |= {"page": shown, "proposals": queries.shown(list(shown))}
    return show(request, "matching/proposals.html", context, status=status)
