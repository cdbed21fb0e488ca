"""Who may read and answer a ticket."""

from typing import Any
from uuid import UUID

from xingtan.kernel.errors import NotThere
from xingtan.support.models import Ticket
from xingtan.universities import public as universities


def can_answer_some(person: Any) -> bool:
    """Test whether this person answers tickets at all."""
    if not person.is_authenticated:
        return False
    service, courses = person.standing.universities, person.standing.catalog
    runs_one = any(universities.Role.ADMINISTRATOR in roles for roles in service.at.values())
    return bool(
        person.is_operator or universities.coordinates(person) or runs_one or courses.teaches or courses.assists
    )


def inbox_to_answer(person: Any) -> None:
    """Open the inbox to those who answer."""
    if not can_answer_some(person):
        raise NotThere


def ticket_to_answer(person: Any, *, ticket: UUID) -> Ticket:
    """Find the ticket for somebody who may answer it."""
    found = (
        Ticket.objects.to_answer_by(person).filter(uid=ticket).select_related("person", "course", "university").first()
    )
    if found is None:
        raise NotThere
    return found


def ticket_to_read(person: Any, *, ticket: UUID) -> Ticket:
    """Find the ticket for who opened it, or for somebody who may answer it."""
    if not person.is_authenticated:
        raise NotThere
    own = Ticket.objects.filter(uid=ticket, person=person).select_related("person", "course", "university").first()
    return own or ticket_to_answer(person, ticket=ticket)
