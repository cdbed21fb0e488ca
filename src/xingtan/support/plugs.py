"""What support plugs in below: its kind of notice, export and erasure."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.notices import registry as notices
from xingtan.notices.registry import Words
from xingtan.people import registry
from xingtan.people.public import Person
from xingtan.support.models import Message, Ticket


@notices.kind("support.answer", label=gettext_lazy("Answers to what you asked"))
def answer(data: dict[str, Any]) -> Words:
    """Word an answer."""
    return Words(
        _("Your question has an answer."), reverse("support:ticket", args=(UUID(data["ticket"]),)), data["body"]
    )


@registry.exports("support")
def export(person: Person) -> dict[str, Any]:
    """Give what this person asked and said."""
    tickets = (
        Ticket.objects.filter(person=person)
        .order_by("pk")
        .values("kind", "body", "path", "language", "browser", "asked_at")
    )
    messages = Message.objects.filter(author=person).order_by("pk").values("body", "at")
    return {"asked": list(tickets), "said": list(messages)}


@registry.erases("support")
def erase(person: Person) -> None:
    """Forget what this person asked and who they were; answers they gave to others stay, unsigned."""
    Ticket.objects.filter(person=person).delete()
    if person.email:
        Ticket.objects.filter(email__iexact=person.email).delete()
    Message.objects.filter(author=person).update(author=None)
