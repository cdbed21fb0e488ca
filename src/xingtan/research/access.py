"""Who may ask: those whom the consortium names, and its coordinators, who name them."""

from typing import Any
from uuid import UUID

from xingtan.jobs import public as jobs
from xingtan.kernel.errors import NotThere, SignInFirst
from xingtan.research.models import Researcher
from xingtan.universities import public as universities

EXPORT = "research.export"


def can_ask(person: Any) -> bool:
    """Test whether this person may ask questions of their own."""
    return bool(
        person.is_authenticated
        and (universities.coordinates(person) or Researcher.objects.filter(person=person).exists())
    )


def researcher(person: Any) -> None:
    """Let in who may ask."""
    if not person.is_authenticated:
        raise SignInFirst
    if not can_ask(person):
        raise NotThere


def coordinator(person: Any) -> None:
    """Let in who names researchers."""
    if not person.is_authenticated:
        raise SignInFirst
    if not universities.coordinates(person):
        raise NotThere


def researcher_to_drop(person: Any, *, researcher: UUID) -> Researcher:
    """Find a researcher for who names them."""
    coordinator(person)
    found = Researcher.objects.select_related("person").filter(uid=researcher).first()
    if found is None:
        raise NotThere
    return found


def export_to_take(person: Any, *, job: UUID) -> jobs.Job:
    """Find an answer that this person asked to be made, while they may ask."""
    researcher(person)
    found = jobs.Job.objects.filter(uid=job, owner=person, kind=EXPORT).first()
    if found is None or "digest" not in found.result:
        raise NotThere
    return found
