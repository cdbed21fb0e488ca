"""Deeds: a ticket is opened, answered and closed."""

from dataclasses import dataclass
from datetime import datetime

from xingtan.catalog import public as catalog
from xingtan.kernel import mail
from xingtan.kernel.deeds import deed
from xingtan.kernel.events import emit
from xingtan.notices import public as notices
from xingtan.people import public as people
from xingtan.support.events import TicketAnswered, TicketClosed, TicketOpened
from xingtan.support.models import Message, Ticket


@dataclass(frozen=True)
class Where:
    """Where somebody was when they asked."""

    path: str = ""
    course: catalog.Course | None = None
    role: str = ""
    language: str = ""
    zone: str = ""
    browser: str = ""


@deed
def open_ticket(
    *, kind: str, body: str, person: people.Person | None, email: str, where: Where, now: datetime
) -> Ticket:
    """Take a question or a problem in, with where it came from."""
    ticket = Ticket.objects.create(
        kind=kind,
        body=body,
        person=person,
        email="" if person else email,
        path=where.path,
        course=where.course,
        university=where.course.university if where.course else None,
        role=where.role,
        language=where.language,
        zone=where.zone,
        browser=where.browser[:200],
        asked_at=now,
    )

    emit(
        TicketOpened(
            actor=person and person.uid,
            university=ticket.university and ticket.university.uid,
            ticket=ticket.uid,
            kind=kind,
            language=where.language,
        )
    )
    return ticket


@deed
def answer(*, ticket: Ticket, body: str, by: people.Person, now: datetime) -> Message:
    """Answer who asked: on the ticket, and by mail."""
    ticket = Ticket.objects.select_for_update(of=("self",)).select_related("person").get(pk=ticket.pk)
    is_first = ticket.answered_at is None

    message = Message.objects.create(ticket=ticket, author=by, is_answer=True, body=body, at=now)
    if is_first:
        ticket.answered_at = now
        ticket.save(update_fields=["answered_at"])
    if ticket.person:
        data = {"ticket": str(ticket.uid), "body": body}
        notices.tell(people=[ticket.person], kind="support.answer", about=str(message.pk), data=data, now=now)
    elif ticket.email:
        context = {"question": ticket.body, "body": body}
        mail.send(to=ticket.email, template="support/_mail/answer", context=context, locale=ticket.language or None)

    emit(TicketAnswered(actor=by.uid, ticket=ticket.uid, is_first=is_first))
    return message


@deed
def add_message(*, ticket: Ticket, body: str, by: people.Person, now: datetime) -> Message:
    """Add what the asker says further; a closed ticket opens again."""
    message = Message.objects.create(ticket=ticket, author=by, is_answer=False, body=body, at=now)
    Ticket.objects.filter(pk=ticket.pk).update(closed_at=None)

    emit(TicketOpened(actor=by.uid, ticket=ticket.uid, kind=ticket.kind, language=ticket.language))
    return message


@deed
def close(*, ticket: Ticket, by: people.Person, now: datetime) -> None:
    """Say that nothing more is to be done."""
    Ticket.objects.filter(pk=ticket.pk, closed_at__isnull=True).update(closed_at=now)

    emit(TicketClosed(actor=by.uid, ticket=ticket.uid))
