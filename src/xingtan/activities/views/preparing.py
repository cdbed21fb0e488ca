"""Preparing: a minimal form for each kind, copies to other sessions, and what lies ready in a class."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from xingtan.activities import access, actions, queries
from xingtan.activities.forms.configs import AskForm
from xingtan.activities.models import Activity
from xingtan.activities.registry import kinds
from xingtan.activities.views.running import closing
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, go, now, page, show
from xingtan.ui import public as ui


@page(access.kind_to_add)
def new(request: Request, session: Any, kind: kinds.Kind) -> HttpResponse:
    """Prepare an activity of a kind, or open it at once."""
    # What asks nothing is called as its kind is, until somebody finds better words.
    asks = issubclass(kind.form, AskForm)
    form = kind.form(request.POST or None, run=session.run, initial={} if asks else {"title": str(kind.label)})
    if request.method == "POST" and form.is_valid():
        moment = now()
        facts = form.cleaned_data
        try:
            made = actions.add(
                run=session.run,
                session=session,
                kind=kind.name,
                title=facts["title"],
                config=form.config(),
                phase=facts["phase"],
                by=request.user,
                now=moment,
            )
            if request.POST.get("do") == "open":
                actions.open_activity(activity=made, by=request.user, now=moment, closes_at=closing(request, moment))
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            said = _("It is open: your class sees it now.") if request.POST.get("do") == "open" else _("It is ready.")
            return done(request, "activities/new.html", then=_desk(session), say=said)
    context = {"session": session, "kind": kind, "form": form}
    return show(request, "activities/new.html", context, status=422 if form.errors else 200)


@page(access.activity_to_lead)
def facts(request: Request, found: Activity) -> HttpResponse:
    """Change what was prepared."""
    kind = kinds.named(found.kind)
    assert kind is not None, found.kind
    initial = {"title": found.title, "phase": found.phase, **kind.form.starting(found.config)}
    form = kind.form(request.POST or None, run=found.run, was=found.config, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.change(activity=found, title=said["title"], config=form.config(), phase=said["phase"])
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            return done(request, "activities/new.html", then=_desk(found.session), say=_("Saved."))
    context = {"session": found.session, "kind": kind, "form": form, "activity": found}
    return show(request, "activities/new.html", context, status=422 if form.errors else 200)


@page(access.activity_to_lead)
def copies(request: Request, found: Activity) -> HttpResponse:
    """Copy an activity of a session to another session or class that one leads."""
    return _copies(request, found)


@page(access.ready_to_use)
def class_copies(request: Request, found: Activity) -> HttpResponse:
    """Copy an activity of a class to a session."""
    return _copies(request, found)


@page(access.class_to_lead, methods=("GET",))
def class_activities(request: Request, run: Any) -> HttpResponse:
    """Show all activities of a class, to look up and to use again."""
    return show(request, "activities/class.html", {"run": run, "activities": queries.ready_in(run)})


def _copies(request: Request, found: Activity) -> HttpResponse:
    moment = now()
    runs = queries.runs_led_by(request.user, found.run)
    sessions = queries.targets_for(runs, moment)
    if request.method == "POST":
        wanted = request.POST.get("to", "")
        session = next((each for each in sessions if str(each.uid) == wanted), None)
        run = next((each for each in runs if str(each.uid) == wanted), session.run if session else None)
        if run is not None:
            actions.reuse(activity=found, run=run, session=session, by=request.user, now=moment)
            ui.notify(request, _("Copied. Nobody sees it until you open it."))
            return go(request, _desk(session) if session else _class(run))
    context = {"activity": found, "runs": runs, "sessions": sessions}
    return show(request, "activities/copies.html", context, status=422 if request.method == "POST" else 200)


def _desk(session: Any) -> str:
    return f"/sessions/{session.uid}/lead/#activities"


def _class(run: Any) -> str:
    course = run.course
    return reverse("activities:class", args=(course.university.slug, course.slug, run.uid))
