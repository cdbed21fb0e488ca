"""Running an activity: open, close, show, hide, and the moves its kind knows."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xingtan.activities import access, actions, queries
from xingtan.activities.forms.configs import LONGEST_MINUTES
from xingtan.activities.models import Activity
from xingtan.activities.registry import drawing
from xingtan.activities.registry.kinds import payload_of
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, go, now, page, show, wants_part
from xingtan.ui import public as ui


@page(access.activity_to_see, methods=("GET",))
def activity(request: Request, session: Any, found: Activity, enrollment: Any, is_lead: Any) -> HttpResponse:
    """Show one activity on a page of its own."""
    moment = now()
    context: dict[str, Any] = {"session": session, "is_lead": is_lead, "activity": found}
    if is_lead:
        sheets = queries.sheets_for_lead(session, [found], person=request.user, now=moment)
        context["card"] = drawing.for_lead(request, sheets)[0]
    else:
        sheets = queries.sheets_for_student(session, [found], person=request.user, enrollment=enrollment, now=moment)
        context["card"] = drawing.for_student(request, sheets)[0]
        if wants_part(request):
            return render(request, "activities/_card.html", context)
    return show(request, "activities/activity.html", context)


@page(access.activity_to_lead, methods=("POST",))
def state(request: Request, found: Activity) -> HttpResponse:
    """Open, close, show or hide, as the button says."""
    moment = now()
    try:
        match request.POST.get("do"):
            case "open":
                actions.open_activity(activity=found, by=request.user, now=moment, closes_at=closing(request, moment))
            case "close":
                actions.close(activity=found, by=request.user, now=moment)
            case "reopen":
                actions.reopen(activity=found, now=moment, closes_at=closing(request, moment))
            case "show":
                actions.show_results(activity=found, now=moment)
            case "hide":
                actions.hide_results(activity=found)
            case "record":
                actions.ask_to_record(activity=found, by=request.user, now=moment)
                ui.notify(request, _("It counts in the course: results are being recorded."))
            case "remove":
                actions.remove(activity=found)
                return _to_desk(request, found)
    except RuleBroken as broken:
        ui.notify(request, str(broken), kind="error")
    return _answer(request, found)


@page(access.activity_to_lead, methods=("POST",))
def moves(request: Request, found: Activity) -> HttpResponse:
    """Do what the kind knows."""
    do = request.POST.get("do", "")[:30]
    try:
        actions.make_move(activity=found, do=do, payload=payload_of(request), by=request.user, now=now())
    except RuleBroken as broken:
        ui.notify(request, str(broken), kind="error")
    return _answer(request, found)


def closing(request: Request, moment: datetime) -> datetime | None:
    """Read after how many minutes it closes by itself, if the form says so."""
    with suppress(ValueError):
        minutes = int(request.POST.get("minutes", ""))
        if 0 < minutes <= LONGEST_MINUTES:
            return moment + timedelta(minutes=minutes)
    return None


def _answer(request: Request, found: Activity) -> HttpResponse:
    if not wants_part(request):
        return _to_desk(request, found)
    return render(request, "activities/_lead.html", queries.lead_context(request, found.session, now()))


def _to_desk(request: Request, found: Activity) -> HttpResponse:
    session = found.session
    assert session is not None
    if request.POST.get("from") == "activity":
        return go(request, reverse("activities:activities", args=(session.uid,)))
    return go(request, f"/sessions/{session.uid}/lead/#activities")
