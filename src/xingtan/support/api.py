"""Help for programs: asking, and what one asked."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from ninja import Router, Schema, Status
from pydantic import Field

from xingtan.kernel import throttle
from xingtan.kernel.errors import SignInFirst
from xingtan.kernel.pages import Request, now
from xingtan.support import access, actions, queries
from xingtan.support.models import Ticket

router = Router(tags=["support"])


class TicketIn(Schema):
    """What somebody asks or reports."""

    body: str = Field(min_length=1, max_length=5000)
    kind: Ticket.Kind = Ticket.Kind.QUESTION


class TicketOut(Schema):
    """What was asked, and when it was answered."""

    uid: UUID
    kind: str
    body: str
    asked_at: datetime
    answered_at: datetime | None
    closed_at: datetime | None


class MessageIn(Schema):
    """Further words on a ticket."""

    body: str = Field(min_length=1, max_length=10_000)


class MessageOut(Schema):
    """Words on a ticket."""

    body: str
    is_answer: bool
    at: datetime


@router.get("/me/tickets", response=list[TicketOut])
def tickets(request: Request) -> list[Ticket]:
    """List what one asked."""
    return queries.tickets_of(_person(request))


@router.post("/me/tickets", response={201: TicketOut})
def ask(request: Request, said: TicketIn) -> Status[Ticket]:
    """Ask a question, or report a problem."""
    throttle.count("ask", request)
    person = _person(request)
    where = actions.Where(
        language=get_language() or "", zone=person.zone, browser=request.headers.get("User-Agent", "")
    )
    made = actions.open_ticket(kind=said.kind, body=said.body, person=person, email="", where=where, now=now())
    return Status(201, made)


@router.get("/tickets", response=list[TicketOut])
def inbox(request: Request) -> Any:
    """List the open tickets that one can answer, the oldest first."""
    access.inbox_to_answer(request.user)
    return queries.tickets_to_answer(request.user, is_open=True)[:100]


@router.get("/tickets/{uuid:ticket}/messages", response=list[MessageOut])
def messages(request: Request, ticket: UUID) -> Any:
    """List what was said on a ticket."""
    return access.ticket_to_read(request.user, ticket=ticket).messages.order_by("pk")


@router.post("/tickets/{uuid:ticket}/messages", response={201: MessageOut})
def say(request: Request, ticket: UUID, said: MessageIn) -> Status[Any]:
    """Answer a ticket; or, as who asked, add to it."""
    throttle.count("ask", request)
    found, person = access.ticket_to_read(request.user, ticket=ticket), _person(request)
    action = actions.add_message if found.person_id == person.pk else actions.answer
    return Status(201, action(ticket=found, body=said.body, by=person, now=now()))


@router.put("/tickets/{uuid:ticket}/closure", response={204: None})
def close(request: Request, ticket: UUID) -> Status[None]:
    """Close a ticket."""
    actions.close(ticket=access.ticket_to_answer(request.user, ticket=ticket), by=_person(request), now=now())
    return Status(204, None)


def _person(request: Request) -> Any:
    if not request.user.is_authenticated:
        raise SignInFirst
    return request.user
