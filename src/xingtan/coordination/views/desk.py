"""The desk: what waits for one, and the work on a call."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from xingtan.catalog import public as catalog
from xingtan.coordination import access, actions, queries
from xingtan.coordination.forms import CallFacts, Criteria, Joining, StepTaken, TaskFacts
from xingtan.coordination.models import Call, Party
from xingtan.coordination.rules import CALL_MOVES, is_open, moves_from
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, now, page, show, signed_in
from xingtan.universities import public as universities


@page(signed_in, methods=("GET",))
def desk(request: Request) -> HttpResponse:
    """Show what waits for this person at the desk, and the calls."""
    context = {
        "desk": queries.desk_of(request.user),
        "can": {
            "coordinate": universities.coordinates(request.user),
            "staff": universities.can_staff_consortium(request.user),
            "work": access.is_at_desk(request.user) or access.may_join(request.user),
        },
        "today": now().date(),
    }
    return show(request, "coordination/desk.html", context)


@page(access.desk_to_coordinate)
def new_call(request: Request) -> HttpResponse:
    """Write a call."""
    form = CallFacts(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_call(by=request.user, **form.facts())
        except RuleBroken as broken:
            form.add_error("slug", str(broken))
        else:
            said = _("The call is kept as a draft. Open it when it says all it shall.")
            return done(request, "coordination/call_facts.html", then=made.desk_url, say=said)
    return show(request, "coordination/call_facts.html", {"form": form}, status=422 if form.errors else 200)


@page(access.call_to_coordinate)
def call_facts(request: Request, found: Call) -> HttpResponse:
    """Change what the call says."""
    form = CallFacts(request.POST or None, thing=found, language=request.GET.get("language", ""))
    if request.method == "POST" and form.is_valid():
        actions.describe_call(call=found, by=request.user, **form.facts())
        return done(request, "coordination/call_facts.html", then=found.desk_url, say=_("Saved."))
    context = {"form": form, "call": found}
    return show(request, "coordination/call_facts.html", context, status=422 if form.errors else 200)


@page(access.call_to_coordinate)
def criteria(request: Request, found: Call) -> HttpResponse:
    """Say what experts mark."""
    known = found.criteria.order_by("place", "pk")
    form = Criteria(
        request.POST or None,
        initial={"lines": "\n".join(f"{each}: {each.help}" if str(each.help) else f"{each}" for each in known)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_criteria(call=found, criteria=form.cleaned_data["lines"], by=request.user)
        except RuleBroken as broken:
            form.add_error("lines", str(broken))
        else:
            return done(request, "coordination/criteria.html", then=found.desk_url, say=_("Saved."))
    context = {"form": form, "call": found}
    return show(request, "coordination/criteria.html", context, status=422 if form.errors else 200)


@page(access.call_to_work_on, methods=("GET",))
def desk_call(request: Request, found: Call) -> HttpResponse:
    """Show the work on a call: who joined, what is asked of them, and the courses."""
    return _show(request, found)


@page(access.call_to_coordinate, methods=("POST",))
def call_steps(request: Request, found: Call) -> HttpResponse:
    """Open the call, close it, or open it again."""
    form = StepTaken(request.POST)
    if not form.is_valid() or form.cleaned_data["move"] not in CALL_MOVES:
        return _show(request, found, broken=_("There is no such step. Nothing was changed."))
    try:
        actions.move_call(call=found, by=request.user, now=now(), **form.cleaned_data)
    except RuleBroken as broken:
        return _show(request, found, broken=str(broken))
    said = {
        "open": _("The call is open, and every university has been told."),
        "close": _("The call is closed. Courses that are on their way go on."),
        "reopen": _("The call is open again."),
    }
    return done(request, "coordination/desk_call.html", then=found.desk_url, say=said[form.cleaned_data["move"]])


@page(access.call_to_work_on, methods=("POST",))
def parties(request: Request, found: Call) -> HttpResponse:
    """Join the call."""
    form = Joining(request.POST, who=queries.joiners_for(request.user, found))
    if not form.is_valid():
        return _show(request, found, joining=form)
    kind, _colon, slug = form.cleaned_data["who"].partition(":")
    who: dict[str, Any] = (
        {"university": universities.University.objects.get(slug=slug)}
        if kind == "university"
        else {"platform": catalog.Platform.objects.get(slug=slug)}
    )
    try:
        actions.join_call(call=found, tier=form.cleaned_data["tier"], by=request.user, now=now(), **who)
    except RuleBroken as broken:
        return _show(request, found, broken=str(broken))
    return done(request, "coordination/desk_call.html", then=found.desk_url, say=_("Joined. Thank you."))


@page(access.party_to_speak_for, methods=("POST",))
def departure(request: Request, found: Party) -> HttpResponse:
    """Leave the call."""
    call = found.call
    reason = request.POST.get("reason", "")[:2000]
    try:
        actions.leave_call(party=found, reason=reason, by=request.user, now=now())
    except RuleBroken as broken:
        return _show(request, call, broken=str(broken))
    return done(request, "coordination/desk_call.html", then=call.desk_url, say=_("Left. What was given stays."))


def _show(request: Request, call: Call, *, broken: str = "", joining: Joining | None = None) -> HttpResponse:
    coordinates = universities.coordinates(request.user)
    rows = queries.parties_of(call)
    spoken_for = set(Party.objects.filter(call=call).spoken_for_by(request.user).values_list("pk", flat=True))
    joiners = queries.joiners_for(request.user, call) if is_open(call.state, call.due_at, now()) else []
    context = {
        "call": call,
        "broken": broken,
        "parties": rows,
        "spoken_for": spoken_for,
        "joining": joining or (Joining(who=joiners) if joiners else None),
        "tasks": queries.task_rows(call, now=now()),
        "task_form": TaskFacts(call=call, parties=[row.party for row in rows if not row.left_at]),
        "nominations": queries.nominations_of(call, request.user),
        "moves": list(moves_from(CALL_MOVES, call.state)) if coordinates else [],
        "steps": call.steps.select_related("by").order_by("pk"),
        "can": {
            "coordinate": coordinates,
            "nominate": is_open(call.state, call.due_at, now())
            and any(row.party.pk in spoken_for and not row.is_platform and not row.left_at for row in rows),
        },
    }
    return show(
        request, "coordination/desk_call.html", context, status=422 if broken or (joining and joining.errors) else 200
    )
