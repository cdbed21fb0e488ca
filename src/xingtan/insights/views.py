"""Pages: points and their ledger, who may need help and why, and cases for a person to decide."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xingtan.catalog import public as catalog
from xingtan.insights import access, actions, queries
from xingtan.insights.forms import AnswerForm, DecisionForm, WatchForm, WorthForm
from xingtan.insights.models import Case
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, now, page, show
from xingtan.learning import public as learning

ROWS_A_PAGE = 50


@page(access.run_to_look_at, methods=("GET",))
def points(request: Request, run: catalog.Run, enrollment: learning.Enrollment | None) -> HttpResponse:
    """Show a student their own ledger; those who serve the course, everyone's sums."""
    worth = queries.worth_now(run)
    can_rank = enrollment is None or queries.watch_of(run).shows_ranking
    number = request.GET.get("page")
    ledger = Paginator(queries.ledger_of(enrollment), ROWS_A_PAGE).get_page(number) if enrollment else None
    # A student's page turns the ledger; below it stand the first of the ranking.
    ranking = Paginator(queries.table_of(run), ROWS_A_PAGE).get_page(1 if enrollment else number) if can_rank else None
    context = {
        "run": run,
        "is_own": enrollment is not None,
        "points": queries.points_of(enrollment) if enrollment else None,
        "worth": [(queries.what_words(what), value) for what, value in sorted(worth.items())],
        "entries": [queries.row_of(each) for each in ledger.object_list] if ledger is not None else [],
        "ranking": ranking,
        "page": ledger,
        "can": {"set": enrollment is None and catalog.can_teach(request.user, run.course)},
        "crumbs": _crumbs(run)[:1],
    }
    return show(request, "insights/points.html", context)


@page(access.run_to_set, limit="change")
def rules(request: Request, run: catalog.Run) -> HttpResponse:
    """Say what things are worth from now on."""
    form = WorthForm(request.POST if request.method == "POST" else None, initial=queries.worth_now(run))
    then = f"{run.get_absolute_url()}points/"
    if request.method == "POST" and form.is_valid():
        actions.set_rules(run=run, worth=form.worth(), by=request.user, now=now())
        return done(request, "insights/form.html", then=then, say=_("This counts from now on."))
    context = {
        "form": form,
        "heading": _("What is worth points"),
        "words": _("What you set holds from now on; what was earned before stays as it was. Empty: worth nothing."),
        "crumbs": [*_crumbs(run)[:1], (_("Points"), then)],
    }
    return show(request, "insights/form.html", context, status=422 if form.errors else 200)


@page(access.run_to_look_at, limit="change")
def attention(request: Request, run: catalog.Run, enrollment: learning.Enrollment | None) -> HttpResponse:
    """Show who may need help and why: to those who serve the course, all; to a student, what is said of them."""
    address = f"{run.get_absolute_url()}attention/"
    if request.method == "POST":
        if enrollment is not None:
            return done(request, "insights/attention.html", then=address)
        count = actions.find_flags(run=run, now=now())
        words = ngettext("%(count)s student may need help.", "%(count)s students may need help.", count)
        return done(request, "insights/attention.html", then=address, say=words % {"count": count})
    found = queries.flags_on(run)
    if enrollment is not None:
        found = found.filter(enrollment=enrollment)
    shown = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "name": str(flag.enrollment.learner),
            "url": f"{run.get_absolute_url()}learners/{flag.enrollment.uid}/",
            "since": flag.since,
            "found_at": flag.found_at,
            "reasons": [queries.reason_words(reason) for reason in flag.reasons],
        }
        for flag in shown.object_list
    ]
    context = {
        "run": run,
        "rows": rows,
        "page": shown,
        "is_own": enrollment is not None,
        "watch": queries.watch_of(run),
        "can": {"set": enrollment is None and catalog.can_teach(request.user, run.course)},
        "crumbs": _crumbs(run)[:1],
    }
    return show(request, "insights/attention.html", context)


@page(access.run_to_set, limit="change")
def watch(request: Request, run: catalog.Run) -> HttpResponse:
    """Say what is watched in the class."""
    then = f"{run.get_absolute_url()}attention/"
    form = WatchForm(request.POST if request.method == "POST" else None, instance=queries.watch_of(run))
    if request.method == "POST" and form.is_valid():
        actions.set_watch(run=run, **form.cleaned_data)
        return done(request, "insights/form.html", then=then, say=_("Saved."))
    context = {
        "form": form,
        "heading": _("What is watched"),
        "words": _(
            "What is found is shown to those who teach and to the student, with its reasons. Nobody is written to."
        ),
        "crumbs": [*_crumbs(run)[:1], (_("Who may need help"), then)],
    }
    return show(request, "insights/form.html", context, status=422 if form.errors else 200)


@page(access.run_of_cases, methods=("GET",))
def cases(request: Request, run: catalog.Run, enrollment: learning.Enrollment | None) -> HttpResponse:
    """Show the cases: to teachers all of them; to a student those about them that are decided."""
    shown = Paginator(queries.cases_on(run, enrollment=enrollment), ROWS_A_PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "url": reverse("insights:case", args=(each.uid,)),
            "name": str(each.enrollment.learner),
            "about": queries.rule_words(each.rule),
            "opened_at": each.opened_at,
            "decision": each.get_decision_display(),
        }
        for each in shown.object_list
    ]
    context = {"run": run, "rows": rows, "page": shown, "is_own": enrollment is not None, "crumbs": _crumbs(run)[:1]}
    return show(request, "insights/cases.html", context)


@page(access.case_to_see, methods=("GET",))
def case(request: Request, seen: access.SeenCase) -> HttpResponse:
    """Show a case with its evidence, what was decided, and what the student says to it."""
    found = seen.case
    form: Any = None
    if seen.decides and found.decided_at is None:
        form = DecisionForm()
    elif not seen.decides and found.answered_at is None:
        form = AnswerForm()
    return _show_case(request, found, decides=seen.decides, form=form)


@page(access.case_to_decide, limit="change", methods=("POST",))
def decision(request: Request, found: Case) -> HttpResponse:
    """Decide a case in words."""
    form = DecisionForm(request.POST)
    if form.is_valid():
        try:
            actions.decide_case(case=found, by=request.user, now=now(), **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            return done(request, "insights/case.html", then=_url(found), say=_("Decided. The student can read it."))
    return _show_case(request, found, decides=True, form=form, status=422)


@page(access.case_to_answer, limit="change", methods=("POST",))
def answer(request: Request, found: Case) -> HttpResponse:
    """Answer to a case about oneself."""
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            actions.answer_case(case=found, now=now(), **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            return done(request, "insights/case.html", then=_url(found), say=_("Your answer is kept with the case."))
    return _show_case(request, found, decides=False, form=form, status=422)


def _show_case(request: Request, found: Case, *, decides: bool, form: Any, status: int = 200) -> HttpResponse:
    run = found.enrollment.run
    context = {
        "case": found,
        "about": queries.rule_words(found.rule),
        "evidence": queries.evidence_words(found.rule, found.evidence, run.zone),
        "decides": decides,
        "form": form,
        "action": reverse("insights:decision" if decides else "insights:answer", args=(found.uid,)),
        "run": run,
        "crumbs": _crumbs(run),
    }
    return show(request, "insights/case.html", context, status=status)


def _url(found: Case) -> str:
    return reverse("insights:case", args=(found.uid,))


def _crumbs(run: catalog.Run) -> list[tuple[str, str]]:
    base = run.get_absolute_url()
    return [(str(run.course.title), base), (_("Cases"), f"{base}cases/")]
