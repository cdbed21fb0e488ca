"""What labs keeps about a person: theirs to take along, and to have forgotten."""

from typing import Any

from xingtan.labs.models import Step, Trial
from xingtan.people import registry
from xingtan.people.public import Person


@registry.exports("labs")
def export(person: Person) -> dict[str, Any]:
    """Give every trial of this person, step by step."""
    rows = (
        Trial.objects.filter(enrollment__learner=person)
        .select_related("enrollment__run__course")
        .prefetch_related("steps")
        .order_by("pk")
    )
    return {
        "trials": [
            {
                "course": str(row.enrollment.run.course),
                "experiment": row.key,
                "began_at": row.began_at.isoformat(),
                "finished_at": row.finished_at.isoformat() if row.finished_at else None,
                "score": None if row.score is None else f"{row.score:f}",
                "possible": f"{row.possible:f}",
                "steps": [
                    {"number": each.number, "at": each.at.isoformat(), "name": each.name, "values": each.values}
                    for each in sorted(row.steps.all(), key=lambda step: step.number)
                ],
            }
            for row in rows
        ]
    }


@registry.erases("labs")
def erase(person: Person) -> None:
    """Forget what this person did in experiments, step by step; that there was a trial stays for the counts."""
    Step.objects.filter(trial__enrollment__learner=person).delete()
    Trial.objects.filter(enrollment__learner=person).update(score=None)
