"""Pages: asking, what one asked, and the inbox of those who answer."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xingtan.catalog import public as catalog
from xingtan.kernel.errors import NotThere
from xingtan.kernel.pages import Request, anyone, done, now, page, show, signed_in
from xingtan.support import access, actions, queries, rules
from xingtan.support.forms import Answer, Question
from xingtan.support.models import Ticket

TICKETS_A_PAGE = 50


@page(anyone, limit="ask")
def ask(request: Request) -> HttpResponse:
    """Ask a question or report a problem, from any page."""
    person: Any = request.user
    came_from = rules.own_path(request.headers.get("Referer", ""), request.get_host())
    form = Question(request.POST or None, person=person, initial={"path": request.GET.get("from", came_from)})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        ticket = actions.open_ticket(
            kind=said["kind"],
            body=said["body"],
            person=person if person.is_authenticated else None,
            email=said.get("email", ""),
            where=_where(request, rules.own_path(said["path"], request.get_host())),
            now=now(),
        )
        then = ticket.get_absolute_url() if person.is_authenticated else reverse("support:thanks")
        return done(request, "support/ask.html", then=then, say=_("Thank you. Your words have arrived."))
    return show(request, "support/ask.html", {"form": form}, status=422 if form.errors else 200)


@page(anyone, methods=("GET",))
def thanks(request: Request) -> HttpResponse:
    """Tell somebody without an account what happens next."""
    return show(request, "support/thanks.html")


@page(signed_in, methods=("GET",))
def mine(request: Request) -> HttpResponse:
    """Show what one asked."""
    return show(request, "support/mine.html", {"tickets": queries.tickets_of(request.user)})


@page(access.inbox_to_answer, methods=("GET",))
def inbox(request: Request) -> HttpResponse:
    """Show what waits for an answer, or what was closed."""
    is_open = request.GET.get("show") != "closed"
    words = request.GET.get("q", "").strip()[:100]
    tickets = Paginator(queries.tickets_to_answer(request.user, is_open=is_open, words=words), TICKETS_A_PAGE)
    context = {
        "page": tickets.get_page(request.GET.get("page")),
        "is_open": is_open,
        "words": words,
        "speeds": queries.first_answers(request.user),
    }
    return show(request, "support/inbox.html", context)


@page(access.ticket_to_read, limit="ask")
def ticket(request: Request, found: Ticket) -> HttpResponse:
    """Show a ticket, and take the next words on it: an answer, or more from who asked."""
    person: Any = request.user
    is_asker = found.person_id == person.pk
    form = Answer(request.POST or None)
    if request.method == "POST" and form.is_valid():
        say = actions.add_message if is_asker else actions.answer
        say(ticket=found, body=form.cleaned_data["body"], by=person, now=now())
        return done(request, "support/ticket.html", then=found.get_absolute_url(), say=_("Sent."))
    context = {
        "ticket": found,
        "messages_said": found.messages.select_related("author").order_by("pk"),
        "form": form,
        "is_asker": is_asker,
    }
    return show(request, "support/ticket.html", context, status=422 if form.errors else 200)


@page(access.ticket_to_answer, methods=("POST",))
def closure(request: Request, found: Ticket) -> HttpResponse:
    """Close a ticket."""
    actions.close(ticket=found, by=request.user, now=now())
    return done(request, "support/inbox.html", then=reverse("support:inbox"), say=_("Closed."))


def _where(request: Request, path: str) -> actions.Where:
    person: Any = request.user
    return actions.Where(
        path=path,
        course=(course := _course(person, path)),
        role=_role(person, course),
        language=get_language() or "",
        zone=getattr(person, "zone", ""),
        browser=request.headers.get("User-Agent", ""),
    )


def _course(person: Any, path: str) -> catalog.Course | None:
    named = rules.course_in(path)
    if named is None:
        return None
    try:
        return catalog.course_to_see(person, **named)
    except NotThere:
        return None


def _role(person: Any, course: catalog.Course | None) -> str:
    if not person.is_authenticated:
        return "visitor"
    if course and catalog.can_teach(person, course):
        return "teacher"
    if course and catalog.can_assist(person, course):
        return "assistant"
    return "learner"
