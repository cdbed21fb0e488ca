"""For programs: plans of lessons, made, copied, shared, and applied to sessions."""

from typing import Any
from uuid import UUID

from django.http import QueryDict
from ninja import Router, Status

from xingtan.activities import access, actions, queries
from xingtan.activities.api.activities import FieldsRefused, as_form
from xingtan.activities.forms.plans import NoteForm, as_step, facts_of
from xingtan.activities.models import Plan, Step
from xingtan.activities.schemas import AppliedOut, ApplyIn, PlanIn, PlanOut, SharingIn, StepIn
from xingtan.kernel import throttle
from xingtan.kernel.errors import NotThere
from xingtan.kernel.pages import Request, now
from xingtan.teaching import public as teaching

router = Router(tags=["activities"])
PLAN = "/plans/{uuid:plan}"


@router.get("/plans", response=list[PlanOut])
def plans(request: Request) -> list[dict[str, Any]]:
    """List one's own plans and those that colleagues share, without their steps."""
    access.teacher_to_plan(request.user)
    return [_out(each) for each in (*queries.own_plans(request.user), *queries.shared_plans(request.user))]


@router.post("/plans", response={201: PlanOut})
def make(request: Request, said: PlanIn) -> Status[dict[str, Any]]:
    """Make a plan that nobody else sees."""
    access.teacher_to_plan(request.user)
    throttle.count("change", request)
    made = actions.make_plan(title=said.title, aims=said.aims, by=request.user, now=now())
    return Status(201, _whole(made))


@router.get(PLAN, response=PlanOut)
def plan(request: Request, plan: UUID) -> dict[str, Any]:
    """Show a plan with its steps."""
    return _whole(access.plan_to_see(request.user, plan=plan))


@router.delete(PLAN, response={204: None})
def remove(request: Request, plan: UUID) -> Status[None]:
    """Throw a plan away; sessions keep what was laid ready in them."""
    actions.remove_plan(plan=access.plan_to_change(request.user, plan=plan))
    return Status(204, None)


@router.post(f"{PLAN}/steps", response={201: PlanOut})
def add_step(request: Request, plan: UUID, said: StepIn) -> Status[dict[str, Any]]:
    """Put a step at the end of its phase: an activity of a kind, or without one something to say or do."""
    found, kind = access.step_to_add(request.user, plan=plan, kind=said.kind or access.NOTE)
    throttle.count("change", request)
    form = as_step((kind.form if kind else NoteForm)(_fields(said)))
    if not form.is_valid():
        raise FieldsRefused(why=" ".join(f"{name}: {' '.join(map(str, words))}" for name, words in form.errors.items()))
    actions.add_step(plan=found, kind=kind.name if kind else "", facts=facts_of(form), now=now())
    return Status(201, _whole(found))


@router.delete(f"{PLAN}/steps/{{uuid:step}}", response={204: None})
def remove_step(request: Request, plan: UUID, step: UUID) -> Status[None]:
    """Take a step out."""
    actions.remove_step(step=access.step_to_change(request.user, plan=plan, step=step), now=now())
    return Status(204, None)


@router.post(f"{PLAN}/copies", response={201: PlanOut})
def copy_plan(request: Request, plan: UUID) -> Status[dict[str, Any]]:
    """Copy a plan; the copy is one's own."""
    found = access.plan_to_see(request.user, plan=plan)
    throttle.count("change", request)
    return Status(201, _whole(actions.copy_plan(plan=found, by=request.user, now=now())))


@router.put(f"{PLAN}/sharing", response={204: None})
def share(request: Request, plan: UUID, said: SharingIn) -> Status[None]:
    """Let who teaches at a university where one teaches read and copy a plan; without one, nobody any more."""
    found = access.plan_to_change(request.user, plan=plan)
    place = None
    if said.university:
        place = access.universities_of(request.user).filter(slug=said.university).first()
        if place is None:
            raise NotThere
    actions.share_plan(plan=found, university=place, by=request.user, now=now())
    return Status(204, None)


@router.post(f"{PLAN}/uses", response={201: AppliedOut})
def apply_plan(request: Request, plan: UUID, said: ApplyIn) -> Status[dict[str, Any]]:
    """Lay copies of a plan's activities ready in sessions one leads; a session that has them already gets none."""
    found = access.plan_to_see(request.user, plan=plan)
    throttle.count("change", request)
    sessions = [teaching.session_to_lead(request.user, session=each) for each in dict.fromkeys(said.sessions)]
    uses = actions.apply_plan(plan=found, sessions=sessions, by=request.user, now=now())
    return Status(201, {"sessions": [each.session.uid for each in uses]})


def _fields(said: StepIn) -> QueryDict:
    kept = {"minutes": said.minutes or "", "notes": said.notes, "phase": said.phase, "title": said.title}
    return as_form({**said.fields, **kept})


def _whole(found: Plan) -> dict[str, Any]:
    return {
        **_out(found),
        "steps": [_step(each) for _label, _minutes, rows in queries.steps_of(found) for each in rows],
    }


def _step(found: Step) -> dict[str, Any]:
    return {name: getattr(found, name) for name in ("uid", "kind", "title", "phase", "minutes", "notes")}


def _out(found: Plan) -> dict[str, Any]:
    return {
        **{name: getattr(found, name) for name in ("uid", "title", "aims", "changed_at")},
        "by": found.made_by.name if found.made_by else "",
        "university": found.university.slug if found.university else "",
        "is_model": found.recommended_by_id is not None,
    }
