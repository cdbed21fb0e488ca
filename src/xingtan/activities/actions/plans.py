"""Deeds: a plan of a lesson is made, put in order, shared, and copied. Nothing of it reaches a class by itself."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from xingtan.activities.actions.preparing import check
from xingtan.activities.events import PlanMade, PlanShared, PlanSharedWithDepartment
from xingtan.activities.models import Activity, Plan, Step
from xingtan.activities.registry import kinds
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit

MOST_STEPS = 60
MOST_PLANS = 500
LONGEST_TITLE = 200


class PlanIsFull(RuleBroken):
    """A lesson has an end."""

    message = _("A plan has sixty steps at most. Make a second plan of the rest.")


class TooManyPlans(RuleBroken):
    """One page lists them all."""

    message = _("You have five hundred plans. Throw one away that you need no more.")


@deed
def make_plan(
    *, title: str, by: Any, now: datetime, aims: str = "", copied_from: Plan | None = None, steps: Sequence[Step] = ()
) -> Plan:
    """Make a plan that nobody else sees.

    :param steps: what it begins with, not kept anywhere yet; the first sixty are taken
    :raises TooManyPlans: if this person has too many
    """
    if Plan.objects.filter(made_by=by).count() >= MOST_PLANS:
        raise TooManyPlans
    made = Plan.objects.create(
        title=title[:LONGEST_TITLE], aims=aims, made_by=by, made_at=now, changed_at=now, copied_from=copied_from
    )
    for place, each in enumerate(steps[:MOST_STEPS], 1):
        each.plan, each.place = made, place
    Step.objects.bulk_create(steps[:MOST_STEPS])
    emit(PlanMade(actor=by.uid, plan=made.uid, copied_from=copied_from.uid if copied_from else None))
    return made


@deed
def copy_plan(*, plan: Plan, by: Any, now: datetime) -> Plan:
    """Copy a plan with all its steps: the copy is this person's to change.

    :raises TooManyPlans: if this person has too many
    """
    names = ("phase", "minutes", "kind", "title", "config", "notes")
    steps = [Step(**{name: getattr(each, name) for name in names}) for each in _ordered(plan)]
    return make_plan(title=plan.title, aims=plan.aims, by=by, now=now, copied_from=plan, steps=steps)


@deed
def keep_as_plan(*, activities: Sequence[Activity], title: str, by: Any, now: datetime) -> Plan:
    """Make a plan of activities there are, without what was answered; what is the course's own it only names.

    :raises TooManyPlans: if this person has too many
    """
    steps = [
        Step(phase=each.phase, kind=each.kind, title=each.title, config=kind.planned(each.config, each.run))
        for each in activities
        if (kind := kinds.named(each.kind))
    ]
    return make_plan(title=title, by=by, now=now, steps=steps)


@deed
def change_plan(*, plan: Plan, title: str, aims: str, now: datetime) -> None:
    """Change what a plan is called and what it is for."""
    Plan.objects.filter(pk=plan.pk).update(title=title[:LONGEST_TITLE], aims=aims, changed_at=now)


@deed
def remove_plan(*, plan: Plan) -> None:
    """Throw a plan away; sessions to which it was applied keep what they have."""
    Plan.objects.filter(pk=plan.pk).delete()


@deed
def share_plan(*, plan: Plan, university: Any, by: Any, now: datetime, unit: Any = None) -> None:
    """Let who teaches at this university read and copy a plan; without one, nobody any more. A model is one no longer.

    :param unit: only who teaches in this department of it, or in one of its parts
    """
    held = _hold(plan)
    if held.university == university and held.unit == unit:
        return
    held.university, held.unit, held.recommended_by, held.changed_at = university, unit, None, now
    held.save(update_fields=["university", "unit", "recommended_by", "changed_at"])
    where = university.uid if university else None
    if unit is not None:
        emit(PlanSharedWithDepartment(actor=by.uid, plan=held.uid, university=where, unit=unit.uid))
    else:
        emit(PlanShared(actor=by.uid, plan=held.uid, university=where, recommended=False))


@deed
def recommend_plan(*, plan: Plan, is_model: bool, by: Any) -> None:
    """Say, or say no longer, that a shared plan is a model for the university's teachers."""
    held = _hold(plan)
    if held.university is None or held.unit is not None or (held.recommended_by_id is not None) == is_model:
        return
    held.recommended_by = by if is_model else None
    held.save(update_fields=["recommended_by"])
    emit(PlanShared(actor=by.uid, plan=held.uid, university=held.university.uid, recommended=is_model))


@deed
def add_step(*, plan: Plan, kind: str, facts: Mapping[str, Any], now: datetime) -> Step:
    """Put a step at the end of its phase.

    :param facts: title, phase, config, minutes, notes
    :raises PlanIsFull: if there are too many
    :raises NoSuchActivity: if its kind cannot be so
    """
    if kind:
        check(kind, facts["config"])
    held = _hold(plan)
    if held.steps.count() >= MOST_STEPS:
        raise PlanIsFull
    last = held.steps.aggregate(last=Max("place"))["last"] or 0
    made = Step.objects.create(plan=held, kind=kind, place=last + 1, **facts)
    _touch(held, now)
    return made


@deed
def change_step(*, step: Step, facts: Mapping[str, Any], now: datetime) -> None:
    """Change a step; sessions to which its plan was applied keep what they have.

    :raises NoSuchActivity: if its kind cannot be so
    """
    if step.kind:
        check(step.kind, facts["config"])
    Step.objects.filter(pk=step.pk).update(**facts)
    _touch(step.plan, now)


@deed
def move_step(*, step: Step, by_one: int, now: datetime) -> None:
    """Let a step change places with the one before (-1) or after (1) it in its phase; at the end it stays."""
    held = _hold(step.plan)
    mates = list(held.steps.filter(phase=step.phase).order_by("place", "pk"))
    here = next((index for index, each in enumerate(mates) if each.pk == step.pk), None)
    if here is None or not 0 <= here + by_one < len(mates):
        return
    other = mates[here + by_one]
    mates[here].place, other.place = other.place, mates[here].place
    Step.objects.bulk_update([mates[here], other], ["place"])
    _touch(held, now)


@deed
def remove_step(*, step: Step, now: datetime) -> None:
    """Take a step out of its plan."""
    Step.objects.filter(pk=step.pk).delete()
    _touch(step.plan, now)


def _hold(plan: Plan) -> Plan:
    return Plan.objects.select_for_update(of=("self",)).select_related("university", "unit").get(pk=plan.pk)


def _ordered(plan: Plan) -> list[Step]:
    return list(plan.steps.order_by("place", "pk"))


def _touch(plan: Plan, now: datetime) -> None:
    Plan.objects.filter(pk=plan.pk).update(changed_at=now)
