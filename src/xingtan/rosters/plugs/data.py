"""Export and erasure: how lists of universities call a person."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from xingtan.people import registry
from xingtan.people.public import Person
from xingtan.rosters.models import Candidate, ColumnMap, Doubt, Roster, Sourced
from xingtan.rosters.queries.matching import mark_of, meant


@registry.exports("rosters")
def export(person: Person) -> dict[str, Any]:
    """Give what lists of universities call this person, and since when they are no longer named."""
    rows = Sourced.objects.filter(person=person).select_related("university").order_by("pk")
    doubts = Doubt.objects.filter(candidates__person=person).select_related("university").order_by("pk")
    brought = Roster.objects.filter(brought_by=person).order_by("pk")
    return {
        "in rosters": [
            {
                "university": str(row.university),
                "source": row.source,
                "kind": row.kind,
                "id": row.sourced_id,
                "identifier": row.identifier,
                "number": row.number,
                "last seen": row.seen_at.isoformat(),
                "gone": row.gone_at and row.gone_at.isoformat(),
                **({"as it was said": row.said} if row.kind == "user" and row.said else {}),
            }
            for row in rows
        ],
        "may be meant in rosters": [
            {"university": str(each.university), "name": each.name, "e-mail": each.email} for each in doubts
        ],
        "rosters handed in": [{"file": each.name, "at": each.brought_at.isoformat()} for each in brought],
    }


registry.knows("rosters")(meant)


@registry.erases("rosters")
def erase(person: Person) -> None:
    """Forget the person; of their id a mark stays, so that the next roster does not bring them back."""
    with transaction.atomic():
        Candidate.objects.filter(person=person).delete()
        for row in Sourced.objects.filter(person=person, kind="user", is_erased=False).order_by("pk"):
            Doubt.objects.filter(university=row.university_id, source=row.source, sourced_id=row.sourced_id).delete()
            row.sourced_id = mark_of(row.sourced_id)
            row.person, row.identifier, row.number, row.digest, row.said, row.is_new = None, "", "", "", {}, False
            row.is_erased, row.gone_at = True, row.gone_at or timezone.now()
            row.save()
        Sourced.objects.filter(person=person).delete()
        Roster.objects.filter(brought_by=person).update(brought_by=None)
        Roster.objects.filter(taken_by=person).update(taken_by=None)
        Doubt.objects.filter(decided_by=person).update(decided_by=None)
        ColumnMap.objects.filter(said_by=person).update(said_by=None)
