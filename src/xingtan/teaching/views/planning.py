"""Pages of a class: the list of its sessions, planning and changing them, what it is as a class, its hubs."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _

from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, go, now, page, show
from xingtan.learning import public as learning
from xingtan.teaching import access, actions, queries
from xingtan.teaching.access import Run
from xingtan.teaching.forms import ClassForm, HubForm, ModeForm, SessionForm, WhyForm
from xingtan.teaching.models import Class, Hub, Session
from xingtan.teaching.registry.pages import ClassPage

A_PAGE = 60


@page(access.class_to_attend, methods=("GET",))
def sessions(request: Request, run: Run, enrollment: learning.Enrollment | None) -> HttpResponse:
    """Show the sessions of a class: those to come, the next first, and those that were."""
    is_lead = request.user.has_duties and access.can_lead(request.user, run)
    opened = ClassPage(run=run, enrollment=None if is_lead else enrollment, is_lead=is_lead, now=now())
    all_of_them = queries.sessions_of([run])[run.pk]
    was = [each for each in reversed(all_of_them) if _was(each, opened)]
    context = {
        **_facts(run),
        "opened": opened,
        "known": access.class_of(run),
        "hubs": Hub.objects.filter(run=run).order_by("name", "pk"),
        "coming": [each for each in all_of_them if not _was(each, opened)],
        "was": Paginator(was, A_PAGE).get_page(request.GET.get("page")),
        "may_plan": is_lead and access.can_plan(request.user, run),
        "teachers": queries.teachers_of([run])[run.pk],
    }
    return show(request, "teaching/sessions.html", context)


@page(access.class_to_plan, limit="change")
def session_new(request: Request, run: Run) -> HttpResponse:
    """Plan one session by hand."""
    known = access.class_of(run)
    form = SessionForm(request.POST or None, run=run, initial={"mode": known.mode})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.plan_session(run=run, by=request.user, now=now(), **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            said = _("The session is planned.")
            return done(request, "teaching/session_edit.html", then=f"{made.get_absolute_url()}lead/", say=said)
    context = {**_facts(run), "form": form}
    return show(request, "teaching/session_edit.html", context, status=422 if form.errors else 200)


@page(access.session_to_plan, limit="change")
def session_edit(request: Request, found: Session) -> HttpResponse:
    """Move a session, or change where it is; those whom it concerns are told."""
    form = SessionForm(request.POST or None, run=found.run, session=found)
    if request.method == "POST" and form.is_valid():
        try:
            change = actions.change_session(session=found, by=request.user, now=now(), **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            said = _("Changed.") if change else _("It was so already.")
            return done(request, "teaching/session_edit.html", then=f"{found.get_absolute_url()}lead/", say=said)
    context = {**_facts(found.run), "session": found, "form": form}
    return show(request, "teaching/session_edit.html", context, status=422 if form.errors else 200)


@page(access.session_to_plan, limit="change", methods=("POST",))
def cancellation(request: Request, found: Session) -> HttpResponse:
    """Call the session off; its class is told."""
    form = WhyForm(request.POST)
    why = form.cleaned_data["why"] if form.is_valid() else ""
    try:
        actions.call_off(session=found, by=request.user, now=now(), why=why)
    except RuleBroken as broken:
        context = {**_facts(found.run), "session": found, "form": SessionForm(run=found.run, session=found)}
        return show(request, "teaching/session_edit.html", {**context, "broken": broken}, status=422)
    said = _("The session is called off. Its class is told.")
    return done(request, "teaching/session_edit.html", then=found.get_absolute_url(), say=said)


@page(access.class_to_plan, limit="change")
def class_edit(request: Request, run: Run) -> HttpResponse:
    """Say what the run is as a class: code, department, campus, meeting."""
    form = ClassForm(request.POST or None, instance=access.class_of(run), run=run)
    if request.method == "POST" and form.is_valid():
        actions.open_class(run=run, by=request.user, now=now(), **form.cleaned_data)
        return done(request, "teaching/class.html", then=_list(run), say=_("Saved."))
    return _class(request, run, form=form)


@page(access.class_to_plan, limit="change", methods=("POST",))
def mode(request: Request, run: Run) -> HttpResponse:
    """Let the class meet elsewhere from now on: online, or back in the classroom."""
    form = ModeForm(request.POST)
    if not form.is_valid():
        return _class(request, run, mode_form=form)
    actions.switch_mode(runs=[run], by=request.user, now=now(), **form.cleaned_data)
    said = _("The class meets there from now on. All that was made for it is where it was.")
    return done(request, "teaching/class.html", then=_list(run), say=said)


@page(access.class_to_plan, limit="change", methods=("POST",))
def hubs(request: Request, run: Run) -> HttpResponse:
    """Name a place where a part of the class sits together."""
    form = HubForm(request.POST)
    if form.is_valid():
        try:
            actions.open_hub(run=run, by=request.user, **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error("name", str(broken))
        else:
            return go(request, f"{_list(run)}class/")
    return _class(request, run, hub_form=form)


@page(access.hub_to_close, limit="change", methods=("POST",))
def hub(request: Request, found: Hub) -> HttpResponse:
    """Take a hub off the list."""
    actions.close_hub(hub=found, by=request.user)
    return go(request, f"{_list(found.run)}class/")


def _class(
    request: Request,
    run: Run,
    *,
    form: ClassForm | None = None,
    mode_form: ModeForm | None = None,
    hub_form: HubForm | None = None,
) -> HttpResponse:
    known: Class = access.class_of(run)
    context = {
        **_facts(run),
        "form": form or ClassForm(instance=known, run=run),
        "mode_form": mode_form or ModeForm(initial={"mode": known.mode}),
        "hub_form": hub_form or HubForm(),
        "hubs": Hub.objects.filter(run=run).order_by("name", "pk"),
    }
    is_wrong = any(each is not None and each.errors for each in (form, mode_form, hub_form))
    return show(request, "teaching/class.html", context, status=422 if is_wrong else 200)


def _was(session: Session, opened: ClassPage) -> bool:
    """Test whether a session is over: one that still runs is not, however late it is."""
    return session.status == Session.Status.HELD or (
        session.ends_at < opened.now and session.status != Session.Status.OPEN
    )


def _list(run: Run) -> str:
    return f"{run.get_absolute_url()}sessions/"


def _facts(run: Run) -> dict[str, Any]:
    base: str = run.get_absolute_url()
    return {
        "run": run,
        "offered": run.course,
        "base": f"{base}sessions/",
        "crumbs": [(str(run.course.title), base), (_("Sessions"), f"{base}sessions/")],
    }
