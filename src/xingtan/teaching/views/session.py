"""The session's page: what it is now, where one meets, what is said in it."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from xingtan.kernel import wire
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, now, page, show
from xingtan.learning import public as learning
from xingtan.teaching import access, actions, queries
from xingtan.teaching.models import Message, Rung, Session
from xingtan.teaching.registry.pages import SessionPage

TEMPLATE = "teaching/session.html"
MEETING = (Rung.LIVE, Rung.AUDIO)


@page(access.session_to_visit, methods=("GET",))
def session(request: Request, found: Session, enrollment: learning.Enrollment | None) -> HttpResponse:
    """Show the session to those who attend it; to visitors of a model lesson, to read."""
    return show(request, TEMPLATE, session_context(request, found, enrollment))


@page(access.session_to_visit, methods=("GET",))
def state(request: Request, found: Session, enrollment: learning.Enrollment | None) -> HttpResponse:
    """Give the part that says what the session is now; nothing, to a page that shows it already."""
    if request.GET.get("v") == version_of(found):
        return HttpResponse(status=204)
    if request.GET.get("status", found.status) != found.status:
        # Begun or over, the page is another one, from top to bottom: what rooms above show of it, too.
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    context = face_context(found, opened_before(request, found, enrollment))
    return show(request, TEMPLATE, context, part="state")


@page(access.session_to_visit, methods=("GET",))
def chat(request: Request, found: Session, enrollment: learning.Enrollment | None) -> HttpResponse:
    """Give what is said; nothing, to a page that shows it already. Without script it is a page."""
    version = queries.chat_version(found)
    if request.GET.get("v") == version:
        return HttpResponse(status=204)
    opened = opened_before(request, found, enrollment)
    return show(request, "teaching/chat.html", chat_context(request, opened, version=version), part="said")


@page(access.session_to_say_in, limit="say", methods=("POST",))
def say(request: Request, found: Session) -> HttpResponse:
    """Say something in the chat."""
    words = request.POST.get("words", "")
    enrollment = access.place_in(found.run, request.user)
    opened = opened_before(request, found, enrollment)
    try:
        actions.say(session=found, words=words, by=request.user, now=now(), is_lead=opened.is_lead)
    except RuleBroken as broken:
        context = chat_context(request, opened, broken=broken, words=words)
        return show(request, "teaching/chat.html", context, part="chat", status=422)
    back = f"{opened.url}lead/" if opened.is_lead else opened.url
    return done(request, "teaching/chat.html", chat_context(request, opened), part="chat", then=f"{back}#chat")


@page(access.message_to_hide, limit="change", methods=("POST",))
def hiding(request: Request, found: Message) -> HttpResponse:
    """Hide what was said from students, or show it again."""
    if "away" in request.POST:
        actions.show_message(message=found, now=now())
    else:
        actions.hide_message(message=found, by=request.user, now=now())
    lesson = found.session
    lesson.refresh_from_db(fields=["changed_at"])
    opened = opened_before(request, lesson, None)
    context = chat_context(request, opened)
    return done(request, "teaching/chat.html", context, part="said", then=f"{opened.url}lead/#chat")


@page(access.session_to_visit, methods=("GET",))
def stream(request: Request, found: Session, enrollment: learning.Enrollment | None) -> HttpResponse:
    """Give a fresh address to listen at, as plain text."""
    return HttpResponse(listens(opened_before(request, found, enrollment)), content_type="text/plain; charset=utf-8")


def opened_before(request: Request, found: Session, enrollment: learning.Enrollment | None) -> SessionPage:
    """Open the session before who asks."""
    # Whoever serves nowhere is not asked for what they serve: it would cost two queries for each of 300 students.
    is_lead = request.user.has_duties and access.can_lead(request.user, found.run)
    return SessionPage(
        session=found, run=found.run, enrollment=None if is_lead else enrollment, is_lead=is_lead, now=now()
    )


def session_context(request: Request, found: Session, enrollment: learning.Enrollment | None) -> dict[str, Any]:
    """Give all that the session's page shows."""
    opened = opened_before(request, found, enrollment)
    model = getattr(found, "model_lesson", None) if opened.is_lead or opened.is_visitor else None
    return {
        **face_context(found, opened),
        **chat_context(request, opened),
        "stream": listens(opened),
        "history": queries.history_of(found),
        "model": model,
        "inspections": queries.inspections_of(found) if opened.is_lead else [],
        "crumbs": crumbs(opened),
    }


def face_context(found: Session, opened: SessionPage) -> dict[str, Any]:
    """Give what the part of the page shows that says how the session stands."""
    face = queries.face_of(found)
    return {
        "opened": opened,
        "session": found,
        "run": found.run,
        "offered": found.run.course,
        "url": opened.url,
        "face": face,
        "version": version_of(found),
        "meets": face.link and found.rung in MEETING and not found.has_ended,
    }


def chat_context(
    request: Request,
    opened: SessionPage,
    *,
    version: str = "",
    broken: RuleBroken | None = None,
    words: str = "",
) -> dict[str, Any]:
    """Give what the chat shows."""
    found = opened.session
    version = version or queries.chat_version(found)
    return {
        "opened": opened,
        "session": found,
        "url": opened.url,
        "chat_version": version,
        "said": partial(queries.messages_of, found, is_lead=opened.is_lead),
        "may_say": not opened.is_visitor and found.status != Session.Status.CANCELLED,
        "broken": broken,
        "words": words,
        "most": actions.MOST_CHARACTERS,
    }


def crumbs(opened: SessionPage) -> list[tuple[str, str]]:
    """Give the way back: the course, and the sessions of the class."""
    base = opened.run.get_absolute_url()
    if opened.is_visitor:
        return [(str(opened.run.course.title), opened.run.course.get_absolute_url())]
    return [(str(opened.run.course.title), base), (_("Sessions"), f"{base}sessions/")]


def version_of(found: Session) -> str:
    """Give what tells two states of a session apart."""
    return f"{found.changed_at.timestamp():.3f}"


def listens(opened: SessionPage) -> str:
    """Give the address at which this page listens."""
    channels = [f"session:{opened.session.uid}"]
    if opened.is_lead:
        channels.append(f"lead:{opened.session.uid}")
    return wire.address(channels)
