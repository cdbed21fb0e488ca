"""Deed: a plan is applied to sessions, where its activities lie ready."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from xingtan.activities.events import PlanApplied
from xingtan.activities.models import Activity, Plan, Step, Use
from xingtan.activities.registry import kinds
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit_many

MOST_SESSIONS = 60


class NothingInPlan(RuleBroken):
    """An empty plan does nothing."""

    message = _("There is no step in this plan yet. Add one first.")


class TooManySessions(RuleBroken):
    """A week has no more."""

    message = _("Choose sixty sessions at most.")


@deed
def apply_plan(*, plan: Plan, sessions: Sequence[Any], by: Any, now: datetime) -> list[Use]:
    """Lay copies of a plan's activities ready in sessions; a session that has them already gets none.

    Nobody but those who lead knows of them until they are opened, one by one. What a plan names and a class does not
    have, such as problems of another course, its activity asks for before it can be opened.

    :returns: what was done, for each session that got them
    :raises NothingInPlan, TooManySessions: see there
    """
    if len(sessions) > MOST_SESSIONS:
        raise TooManySessions
    held = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    steps = in_order(held.steps.order_by("place", "pk"))
    if not steps:
        raise NothingInPlan
    done = set(Use.objects.filter(plan=held, session__in=sessions).values_list("session", flat=True))
    uses: list[Use] = []
    made: list[Activity] = []
    events: list[PlanApplied] = []
    # What a step becomes in a class is found once, however many sessions of it there are.
    laid: dict[tuple[int, int], Any] = {}
    for session in sessions:
        if session.pk in done:
            continue
        told = []
        count = len(made)
        for step in steps:
            activity = _activity(step, session, laid, by, now)
            if activity is not None:
                made.append(activity)
            uid = str(activity.uid) if activity else ""
            facts = {name: getattr(step, name) for name in ("phase", "minutes", "title", "notes")}
            told.append({**facts, "activity": uid})
        uses.append(Use(plan=held, session=session, title=held.title, steps=told, by=by, at=now))
        events.append(
            PlanApplied(
                actor=by.uid, plan=held.uid, run=session.run.uid, session=session.uid, activities=len(made) - count
            )
        )
    Activity.objects.bulk_create(made, batch_size=200)
    Use.objects.bulk_create(uses)
    emit_many(events)
    return uses


def in_order(steps: Any) -> list[Step]:
    """Put steps in the order of a lesson: before, in, after; within each as they stand."""
    phases = list(Activity.Phase.values)
    return sorted(steps, key=lambda each: phases.index(each.phase))


def _activity(step: Step, session: Any, laid: dict[tuple[int, int], Any], by: Any, now: datetime) -> Activity | None:
    """Give the activity of a step; of words alone, or of a kind that is gone, there is none."""
    kind = kinds.named(step.kind) if step.kind else None
    if kind is None:
        return None
    key = (step.pk, session.run.pk)
    if key not in laid:
        laid[key] = kind.laid(step.config, session.run)
    return Activity(
        run=session.run,
        session=session,
        phase=step.phase,
        kind=step.kind,
        title=step.title,
        config=laid[key],
        made_by=by,
        made_at=now,
    )
