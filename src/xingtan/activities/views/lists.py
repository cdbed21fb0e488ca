"""The activities of a session: the page, and the parts that fetch themselves again when something is new."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from xingtan.activities import access, queries
from xingtan.activities.models import Activity
from xingtan.activities.registry import drawing, kinds
from xingtan.kernel.pages import Request, now, page, show

NOTHING_NEW = 204


@page(access.session_to_see, methods=("GET",))
def activities(request: Request, session: Any, enrollment: Any, is_lead: Any) -> HttpResponse:
    """Show the activities of a session on a page of their own."""
    moment = now()
    context = {"session": session, "run": session.run, "is_lead": is_lead, "now": moment}
    if is_lead:
        context |= queries.lead_context(request, session, moment)
    else:
        context["now_part"] = queries.now_of(request, session, enrollment, moment)
    return show(request, "activities/session.html", context)


@page(access.session_to_see, methods=("GET",))
def now_part(request: Request, session: Any, enrollment: Any, is_lead: Any) -> HttpResponse:
    """Show a student what is open; say nothing if they see it already."""
    moment = now()
    begun = queries.begun_on(session)
    if request.GET.get("seen") == queries.stamp_of(begun, moment):
        return HttpResponse(status=NOTHING_NEW)
    return HttpResponse(queries.now_of(request, session, enrollment, moment, begun))


@page(access.session_to_lead, methods=("GET",))
def lead(request: Request, session: Any) -> HttpResponse:
    """Show who leads how far all is; say nothing if they see it already."""
    moment = now()
    known = queries.activities_of(session)
    if request.GET.get("seen") == queries.stamp_of(known, moment, counted=True):
        return HttpResponse(status=NOTHING_NEW)
    return render(request, "activities/_lead.html", queries.lead_context(request, session, moment, known))


@page(access.session_to_lead, methods=("GET",))
def screen(request: Request, session: Any) -> HttpResponse:
    """Show the hall what runs."""
    context = queries.screen_context(request, session, now())
    if request.GET.get("seen") == context["stamp"]:
        return HttpResponse(status=NOTHING_NEW)
    return render(request, "activities/_screen.html", context)


@page(access.results_to_see, methods=("GET",))
def results(request: Request, session: Any, activity: Activity, is_lead: Any) -> HttpResponse:
    """Show the results as everybody sees them; say nothing if they are the same as before."""
    sheet = queries.sheet_for_all(session, activity, now())
    if request.GET.get("seen") == drawing.stamp(sheet):
        return HttpResponse(status=NOTHING_NEW)
    kind = kinds.named(activity.kind)
    assert kind is not None, activity.kind
    card = drawing.Card(sheet=sheet, kind=kind, results=drawing.shared(sheet))
    return render(request, "activities/_results.html", {"card": card})
