"""Lesson plans: made, put in order, shared, copied, and applied to sessions."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xingtan.activities import access, actions, queries
from xingtan.activities.forms.plan_files import PlanFileForm
from xingtan.activities.forms.plans import NoteForm, PlanForm, as_step, facts_of, typed, wants_list
from xingtan.activities.models import Plan, Step
from xingtan.activities.registry import kinds
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, go, now, page, show
from xingtan.ui import public as ui


@page(access.teacher_to_plan, limit="change")
def plans(request: Request) -> HttpResponse:
    """Show one's own plans and those of colleagues, and make one."""
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make_plan(by=request.user, now=now(), **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            return go(request, made.url)
    return show_plans(request, form, PlanFileForm(person=request.user))


def show_plans(request: Request, form: PlanForm, file_form: PlanFileForm) -> HttpResponse:
    """Show the list of plans with both ways to make one, and what is wrong with what was sent."""
    context = {
        "form": form,
        "file_form": file_form,
        "own": queries.own_plans(request.user),
        "shared": queries.shared_plans(request.user),
        "crumbs": _crumbs()[:1],
    }
    return show(request, "activities/plans.html", context, status=422 if form.errors or file_form.errors else 200)


@page(access.plan_to_see, methods=("GET",))
def plan(request: Request, found: Plan) -> HttpResponse:
    """Show a plan; to who made it, with all there is to change."""
    is_own = found.made_by == request.user
    circles = queries.circles_of(request.user) if is_own else []
    context = {
        "plan": found,
        "is_own": is_own,
        "phases": queries.steps_of(found, request.user),
        "kinds": [each for each in kinds.every() if each.form is not None] if is_own else (),
        "circles": circles,
        # Who teaches there no longer sees with whom it is shared, and may take it back.
        "is_in_circles": found.university is None
        or any((each.university, each.unit) == (found.university, found.unit) for each in circles),
        "can_recommend": access.can_recommend(request.user, found),
        "crumbs": _crumbs(),
    }
    return show(request, "activities/plan.html", context)


@page(access.plan_to_change, limit="change")
def plan_facts(request: Request, found: Plan) -> HttpResponse:
    """Change what a plan is called and what it is for."""
    form = PlanForm(request.POST or None, initial={"title": found.title, "aims": found.aims})
    if request.method == "POST" and form.is_valid():
        actions.change_plan(plan=found, now=now(), **form.cleaned_data)
        return _said(request, found, _("Saved."))
    return _form(request, found, form, found.title, "")


@page(access.step_to_add, limit="change")
def step_new(request: Request, found: Plan, kind: Any) -> HttpResponse:
    """Add a step to a plan: an activity of a kind, or something to say or do."""
    made = kind.form if kind else NoteForm
    first = {"title": str(kind.label)} if kind and not kind.takes else {}
    form = _step_form(request, made, first, {})
    if form.is_bound and form.is_valid():
        try:
            actions.add_step(plan=found, kind=kind.name if kind else "", facts=facts_of(form), now=now())
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            return _said(request, found, _("The step is in the plan."))
    return _form(request, found, form, kind.label if kind else _("Something to say or do"), kind.about if kind else "")


@page(access.step_to_change, limit="change")
def step(request: Request, found: Step) -> HttpResponse:
    """Change a step."""
    kind = kinds.named(found.kind) if found.kind else None
    first = {name: getattr(found, name) for name in ("title", "phase", "minutes", "notes")}
    made = kind.form if kind else NoteForm
    form = _step_form(request, made, {**made.starting(found.config), **first}, found.config)
    if form.is_bound and form.is_valid():
        try:
            actions.change_step(step=found, facts=facts_of(form), now=now())
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            return _said(request, found.plan, _("Saved."))
    return _form(request, found.plan, form, found.title, kind.label if kind else "")


@page(access.step_to_change, methods=("POST",), limit="change")
def step_place(request: Request, found: Step) -> HttpResponse:
    """Move a step up or down, or take it out, as the button says."""
    match request.POST.get("do"):
        case "up":
            actions.move_step(step=found, by_one=-1, now=now())
        case "down":
            actions.move_step(step=found, by_one=1, now=now())
        case "remove":
            actions.remove_step(step=found, now=now())
    return go(request, f"{found.plan.url}#steps")


@page(access.plan_to_change, methods=("POST",), limit="change")
def plan_sharing(request: Request, found: Plan) -> HttpResponse:
    """Share a plan with the teachers of a department or a university, or keep it to oneself."""
    wanted = request.POST.get("with", "")
    circle = next((each for each in queries.circles_of(request.user) if each.key == wanted), None)
    if wanted and circle is None:
        ui.notify(request, _("You do not teach there, so nothing was changed."), kind="error")
        return go(request, found.url)
    place, unit = (circle.university, circle.unit) if circle else (None, None)
    actions.share_plan(plan=found, university=place, unit=unit, by=request.user, now=now())
    said = _("Who teaches there may read and copy it now.") if circle else _("It is yours alone.")
    return _said(request, found, said)


@page(access.plan_to_recommend, methods=("POST",), limit="change")
def plan_recommendation(request: Request, found: Plan) -> HttpResponse:
    """Say whether a plan is a model for the university's teachers."""
    actions.recommend_plan(plan=found, is_model=request.POST.get("model") == "yes", by=request.user)
    return _said(request, found, _("Saved."))


@page(access.plan_to_see, methods=("POST",), limit="change")
def plan_copies(request: Request, found: Plan) -> HttpResponse:
    """Copy a plan to change the copy."""
    try:
        made = actions.copy_plan(plan=found, by=request.user, now=now())
    except RuleBroken as broken:
        ui.notify(request, str(broken), kind="error")
        return go(request, found.url)
    return _said(request, made, _("This copy is yours: change what you like."))


@page(access.plan_to_change, methods=("POST",), limit="change")
def plan_removal(request: Request, found: Plan) -> HttpResponse:
    """Throw a plan away."""
    actions.remove_plan(plan=found)
    ui.notify(request, _("The plan is gone. Sessions keep what was laid ready in them."))
    return go(request, reverse("activities:plans"))


@page(access.plan_to_see, limit="change")
def plan_uses(request: Request, found: Plan) -> HttpResponse:
    """Apply a plan to sessions, or to all of a week."""
    weeks = queries.weeks_to_apply(found, request.user, now())
    broken = ""
    if request.method == "POST":
        wanted, week = set(request.POST.getlist("session")), request.POST.get("week", "")
        chosen = [
            each for some in weeks for each in some.sessions if str(each.uid) in wanted or str(some.monday) == week
        ]
        try:
            uses = actions.apply_plan(plan=found, sessions=chosen, by=request.user, now=now()) if chosen else []
        except RuleBroken as no:
            broken = str(no)
        else:
            if uses:
                return _said(request, found, _applied(len(uses), queries.wanting_in(uses)), then=_lead(chosen))
            broken = _("Choose at least one session.")
    context = {"plan": found, "weeks": weeks, "broken": broken, "crumbs": [*_crumbs(), (found.title, found.url)]}
    context["named"] = queries.named_in_all(found, request.user)
    return show(request, "activities/plan_uses.html", context, status=422 if broken else 200)


@page(access.session_to_lead, methods=("POST",), limit="change")
def session_plan(request: Request, session: Any) -> HttpResponse:
    """Make a plan of what a session has."""
    activities = queries.activities_of(session)
    try:
        made = actions.keep_as_plan(
            activities=activities, title=f"{session.run.course.title}: {session}", by=request.user, now=now()
        )
    except RuleBroken as broken:
        ui.notify(request, str(broken), kind="error")
        return go(request, _lead([session]))
    return _said(request, made, _("This plan is yours: change what you like, and use it in other sessions."))


def _applied(count: int, wanting: int) -> str:
    said = ngettext(
        "All of it lies ready in %(count)d session. Your class sees nothing until you open it.",
        "All of it lies ready in %(count)d sessions. Your classes see nothing until you open it.",
        count,
    ) % {"count": count}
    if not wanting:
        return said
    more = ngettext(
        "In %(count)d activity you choose first what your class does not have.",
        "In %(count)d activities you choose first what your class does not have.",
        wanting,
    ) % {"count": wanting}
    return f"{said} {more}"


def _lead(sessions: list[Any]) -> str:
    return f"/sessions/{sessions[0].uid}/lead/#plan" if len(sessions) == 1 else ""


def _said(request: Request, found: Plan, words: str, then: str = "") -> HttpResponse:
    ui.notify(request, words)
    return go(request, then or found.url)


def _step_form(request: Request, made: Any, first: dict[str, Any], was: dict[str, Any]) -> Any:
    """Give the form of a step: as it was sent, or with what was typed and the problems of a course listed."""
    sent: Any = request.POST if request.method == "POST" else {}
    if sent and wants_list(sent):
        first, course, sent = typed(made, sent), sent.get("course", ""), {}
    else:
        course = request.GET.get("course", "")
    planner = queries.Planner(request.user, course)
    return as_step(made(sent or None, was=was, planner=planner, initial=first))


def _form(request: Request, found: Plan, form: Any, heading: Any, about: Any) -> HttpResponse:
    context = {"plan": found, "form": form, "heading": heading, "about": about}
    context["crumbs"] = [*_crumbs(), (found.title, found.url)]
    return show(request, "activities/plan_form.html", context, status=422 if form.errors else 200)


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Teach"), "/teach/"), (_("Lesson plans"), reverse("activities:plans"))]
