"""What assessment plugs into people: export and erasure."""

from typing import Any

from xingtan.assessment.models import Attempt, Override
from xingtan.people import registry
from xingtan.people.public import Person


@registry.exports("assessment")
def export(person: Person) -> dict[str, Any]:
    """Give every answer this person gave and what it earned, and the scores that teachers gave them, and they others."""
    rows = Attempt.objects.filter(enrollment__learner=person).order_by("pk").select_related("enrollment")
    return {
        "attempts": [
            {
                "enrollment": str(row.enrollment.uid),
                "problem": row.key,
                "attempt": row.number,
                "answered_at": row.at.isoformat(),
                "answer": row.answer,
                "score": None if row.score is None else str(row.score),
                "possible": None if row.possible is None else str(row.possible),
            }
            for row in rows
        ],
        "scores_from_teachers": [
            {"enrollment": str(row.enrollment.uid), **_score(row)}
            for row in Override.objects.filter(enrollment__learner=person).order_by("pk").select_related("enrollment")
        ],
        # Whom they were given to is not told: that is the learner's.
        "scores_given": [_score(row) for row in Override.objects.filter(by=person).order_by("pk")],
    }


@registry.erases("assessment")
def erase(person: Person) -> None:
    """Forget what this person answered, word for word; that and when they answered, and the score, stay for the counts."""
    Attempt.objects.filter(enrollment__learner=person).update(answer={}, marks={})
    Override.objects.filter(enrollment__learner=person).update(reason="")


def _score(row: Override) -> dict[str, Any]:
    return {
        "part": row.part,
        "score": None if row.score is None else str(row.score),
        "possible": str(row.possible),
        "at": row.at.isoformat(),
        "why": row.reason,
    }
