"""What activities keep about a person: theirs to take along, and to have emptied."""

from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils import timezone

from xingtan.activities import actions
from xingtan.activities.models import Activity, Move, Plan, Response, Use
from xingtan.activities.queries import about
from xingtan.activities.registry import kinds
from xingtan.people import registry
from xingtan.people.public import Person


@registry.exports("activities")
def export(person: Person) -> dict[str, Any]:
    """Give what this person answered, what was noted about them, and what they prepared as a teacher."""
    moment = timezone.now()
    said = Response.objects.filter(person=person).select_related("activity__run__course").order_by("pk")
    made = Activity.objects.filter(made_by=person).select_related("run__course").order_by("pk")
    return {
        "answers": [
            {
                "course": str(row.activity.run.course),
                "activity": row.activity.title,
                "kind": row.activity.kind,
                "at": row.at.isoformat(),
                **_answer(row, moment),
            }
            for row in said
        ],
        "activities": [
            {"course": str(row.run.course), "title": row.title, "kind": row.kind, "made_at": row.made_at.isoformat()}
            for row in made
        ],
        "lesson plans": [
            {
                "title": plan.title,
                "aims": plan.aims,
                "made_at": plan.made_at.isoformat(),
                "steps": [
                    {name: getattr(step, name) for name in ("phase", "minutes", "kind", "title", "notes", "config")}
                    for step in sorted(plan.steps.all(), key=lambda step: (step.place, step.pk))
                ],
            }
            for plan in Plan.objects.filter(made_by=person).prefetch_related("steps").order_by("pk")
        ],
        "marks, draws and judged answers": [about.told(move) for move in about.moves_about(person)],
    }


@registry.erases("activities")
def erase(person: Person) -> None:
    """Forget what this person answered, and take their name off what they prepared and did."""
    # What was counted with these answers is counted again.
    Activity.objects.filter(pk__in=Response.objects.filter(person=person).values("activity")).update(
        version=F("version") + 1
    )
    gone = list(Response.objects.filter(person=person).values_list("activity__kind", "payload"))
    Response.objects.filter(person=person).delete()
    for kind in kinds.every():
        kind.forget([payload for name, payload in gone if name == kind.name])
    actions.forget_moves(person=person)
    Activity.objects.filter(made_by=person).update(made_by=None)
    Move.objects.filter(by=person).update(by=None)
    # What was shared is colleagues' to use; what nobody else saw goes.
    Plan.objects.filter(made_by=person, university=None).delete()
    Plan.objects.filter(made_by=person).update(made_by=None)
    Plan.objects.filter(recommended_by=person).update(recommended_by=None)
    Use.objects.filter(by=person).update(by=None)


def _answer(row: Response, moment: datetime) -> dict[str, Any]:
    """Give an answer with what it earned, once nobody can answer better for knowing it."""
    is_over, kind = row.activity.is_over(moment), kinds.named(row.activity.kind)
    return {
        "answer": kind.own(row.payload, is_told=is_over) if kind else row.payload,
        "points": f"{row.score.normalize():f}" if is_over and row.score is not None else None,
    }
