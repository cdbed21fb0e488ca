"""Deeds: a clash is let stand, with words, or no longer."""

from datetime import datetime

from xingtan.kernel.deeds import deed
from xingtan.kernel.events import emit
from xingtan.people import public as people
from xingtan.timetables.events import ClashAccepted
from xingtan.timetables.models import AcceptedClash, Term


@deed
def accept_clash(*, term: Term, key: str, words: str, by: people.Person, now: datetime) -> AcceptedClash:
    """Let a clash stand, and say why."""
    accepted, _made = AcceptedClash.objects.update_or_create(
        term=term, key=key, defaults={"words": words, "by": by, "at": now}
    )

    emit(ClashAccepted(actor=by.uid, university=term.university.uid, term=term.uid, kind=key.partition(":")[0]))
    return accepted


@deed
def object_to_clash(*, term: Term, key: str) -> None:
    """Let a clash no longer stand."""
    AcceptedClash.objects.filter(term=term, key=key).delete()
