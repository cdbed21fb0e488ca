"""What those who lead did that concerns one person: marks, draws, judged answers, and their work handed round."""

from collections.abc import Iterator
from typing import Any

from xingtan.activities.models import Move
from xingtan.activities.registry import kinds
from xingtan.learning import public as learning


def moves_about(person: Any) -> Iterator[Move]:
    """Give the moves that name this person, in the classes they have or had a place in: two queries."""
    runs = learning.Enrollment.objects.filter(learner=person).values("run")
    naming = [each.name for each in kinds.every() if each.names_people]
    rows = Move.objects.filter(activity__run__in=runs, activity__kind__in=naming)
    for move in rows.select_related("activity__run__course").order_by("pk").iterator():
        if _names(move.payload, person.pk):
            yield move


def told(move: Move) -> dict[str, Any]:
    """Describe such a move to the person it is about, and nobody else who is named in it."""
    return {
        "course": str(move.activity.run.course),
        "activity": move.activity.title,
        "at": move.at.isoformat(),
        "what": move.do,
        **{name: move.payload[name] for name in ("points", "reason", "right") if name in move.payload},
    }


def _names(payload: dict[str, Any], person: int) -> bool:
    return (
        payload.get("person") == person
        or person in payload.get("people", ())
        or any(person in work["people"] for work in payload.get("works", ()))
    )
