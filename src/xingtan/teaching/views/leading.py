"""Pages of those who lead a session: their own screen, the projector's, and what one click does."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, now, page, show
from xingtan.teaching import access, actions, queries
from xingtan.teaching.forms import LinkForm, RungForm
from xingtan.teaching.models import Rung, Session
from xingtan.teaching.views.session import face_context, listens, opened_before, session_context, version_of

TEMPLATE = "teaching/lead.html"


@page(access.session_to_lead, methods=("GET",))
def lead(request: Request, found: Session) -> HttpResponse:
    """Show the teacher's screen."""
    return show(request, TEMPLATE, _context(request, found))


@page(access.session_to_lead, methods=("GET",))
def desk(request: Request, found: Session) -> HttpResponse:
    """Give the part of the teacher's screen that begins, ends and steps; nothing, to a page that shows it already."""
    if request.GET.get("v") == version_of(found):
        return HttpResponse(status=204)
    return show(request, TEMPLATE, _desk(request, found), part="desk")


@page(access.session_to_lead, limit="change", methods=("POST",))
def opening(request: Request, found: Session) -> HttpResponse:
    """Begin the session."""
    return _do(request, found, lambda: actions.open_session(session=found, by=request.user, now=now()))


@page(access.session_to_lead, limit="change", methods=("POST",))
def closing(request: Request, found: Session) -> HttpResponse:
    """End the session: it was held."""
    return _do(request, found, lambda: actions.close_session(session=found, by=request.user, now=now()))


@page(access.session_to_lead, limit="change", methods=("POST",))
def rung(request: Request, found: Session) -> HttpResponse:
    """Hold the session another way. This click is the word: the class is told."""
    form = RungForm(request.POST)
    said = form.cleaned_data if form.is_valid() else {"rung": "", "why": ""}
    return _do(request, found, lambda: actions.step_to(session=found, by=request.user, now=now(), **said))


@page(access.session_to_lead, limit="change", methods=("POST",))
def link(request: Request, found: Session) -> HttpResponse:
    """Say where the meeting is."""
    form = LinkForm(request.POST)
    if not form.is_valid():
        words = " ".join(str(error) for errors in form.errors.values() for error in errors)
        context = {**_context(request, found), "broken_link": words, "link": request.POST.get("link", "")[:500]}
        return show(request, TEMPLATE, context, part="desk", status=422)
    return _do(
        request, found, lambda: actions.give_link(session=found, by=request.user, now=now(), **form.cleaned_data)
    )


@page(access.session_to_lead, methods=("GET",))
def screen(request: Request, found: Session) -> HttpResponse:
    """Show the projector's screen: big, and nothing on it that a class should not see."""
    opened = opened_before(request, found, None)
    face = queries.face_of(found)
    at = request.GET.get("at", "")
    context = {
        **face_context(found, opened),
        "stream": listens(opened),
        "hub": next((name for uid, name in face.hubs if str(uid) == at), ""),
        "at": at,
        # Typed by hand: the shorter, the better.
        "address": f"{request.get_host()}/classes/",
        # Only while people arrive: later there may be a code to check in with, and one may not be taken for the other.
        "qr": queries.qr_of(request.build_absolute_uri(opened.url)) if found.status == Session.Status.PLANNED else "",
    }
    return show(request, "teaching/screen.html", context, part="state")


def _do(request: Request, found: Session, deed: Callable[[], Any]) -> HttpResponse:
    """Do what was asked, and show the desk as it is then."""
    address = f"{found.get_absolute_url()}lead/"
    try:
        deed()
    except RuleBroken as broken:
        found.refresh_from_db()
        return show(request, TEMPLATE, {**_context(request, found), "broken": broken}, part="desk", status=422)
    found.refresh_from_db()
    return done(request, TEMPLATE, _desk(request, found), part="desk", then=address)


def _context(request: Request, found: Session) -> dict[str, Any]:
    context = session_context(request, found, None)
    return {
        **context,
        **_desk(request, found),
        "crumbs": [*context["crumbs"], (_("The students' page"), context["url"])],
    }


def _desk(request: Request, found: Session) -> dict[str, Any]:
    opened = opened_before(request, found, None)
    return {
        **face_context(found, opened),
        "rungs": [(value, label, value == found.rung) for value, label in Rung.choices],
        "may_plan": access.can_plan(request.user, found.run),
    }
