"""For programs: plans of lessons, made, copied, shared, and applied to sessions."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import QueryDict
from ninja import Router, Status

from xingtan.activities import access, actions, queries
from xingtan.activities.api.activities import FieldsRefused
from xingtan.activities.forms import plan_files
from xingtan.activities.forms.configs import as_form
from xingtan.activities.forms.plans import NoteForm, as_step, facts_of
from xingtan.activities.models import Plan
from xingtan.activities.schemas import AppliedOut, ApplyIn, CircleOut, PlanIn, PlanOut, ProblemOut, SharingIn, StepIn
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
    return Status(201, _whole(request, made))


@router.get("/plans/problems", response=list[ProblemOut])
def problems(request: Request, course: str) -> list[dict[str, Any]]:
    """List the problems of a course that one teaches or assists, by its uid: what a quiz of a plan may name."""
    access.teacher_to_plan(request.user)
    shelf = queries.shelves_for(queries.Planner(request.user), [course]).get(course)
    if shelf is None:
        raise NotThere
    return [{"key": key, "title": title, "name": f"{course}/{key}"} for key, title in shelf[1].items()]


@router.post("/plans/files", response={201: PlanOut})
def bring(request: Request, said: dict[str, Any]) -> Status[dict[str, Any]]:
    """Make a plan of what ``file`` gave; whole, or not at all."""
    access.teacher_to_plan(request.user)
    throttle.count("change", request)
    try:
        facts = plan_files.read(said, request.user)
    except ValidationError as no:
        raise FieldsRefused(why=" ".join(no.messages)) from None
    return Status(201, _whole(request, actions.make_plan(by=request.user, now=now(), **facts)))


@router.get(f"{PLAN}/file")
def file(request: Request, plan: UUID) -> dict[str, Any]:
    """Give a plan as a file that can be brought here or to another place; problems of courses are named and not in it."""
    return plan_files.packed(access.plan_to_see(request.user, plan=plan))


@router.get(PLAN, response=PlanOut)
def plan(request: Request, plan: UUID) -> dict[str, Any]:
    """Show a plan with its steps."""
    return _whole(request, access.plan_to_see(request.user, plan=plan))


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
    form = as_step((kind.form if kind else NoteForm)(_fields(said), planner=queries.Planner(request.user)))
    if not form.is_valid():
        raise FieldsRefused(why=" ".join(f"{name}: {' '.join(map(str, words))}" for name, words in form.errors.items()))
    actions.add_step(plan=found, kind=kind.name if kind else "", facts=facts_of(form), now=now())
    return Status(201, _whole(request, found))


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
    return Status(201, _whole(request, actions.copy_plan(plan=found, by=request.user, now=now())))


@router.put(f"{PLAN}/sharing", response={204: None})
def share(request: Request, plan: UUID, said: SharingIn) -> Status[None]:
    """Let who teaches at a university, or in a department of it, where one teaches read and copy a plan; or nobody any more."""
    found = access.plan_to_change(request.user, plan=plan)
    place, unit = None, None
    if said.university:
        asked = f"{said.university}/{said.department}" if said.department else said.university
        circle = next((each for each in queries.circles_of(request.user) if each.key == asked), None)
        if circle is None:
            raise NotThere
        place, unit = circle.university, circle.unit
    actions.share_plan(plan=found, university=place, unit=unit, by=request.user, now=now())
    return Status(204, None)


@router.get("/plans/circles", response=list[CircleOut])
def circles(request: Request) -> list[dict[str, Any]]:
    """List with whom one may share plans: the universities where one teaches, and the departments there."""
    access.teacher_to_plan(request.user)
    return [
        {
            "university": each.university.slug,
            "department": each.unit.uid if each.unit else None,
            "name": str(each.unit or each.university),
        }
        for each in queries.circles_of(request.user)
    ]


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


def _whole(request: Request, found: Plan) -> dict[str, Any]:
    return {
        **_out(found),
        "steps": [_step(each) for _label, _minutes, rows in queries.steps_of(found, request.user) for each in rows],
    }


def _step(found: Any) -> dict[str, Any]:
    kept = {name: getattr(found, name) for name in ("uid", "kind", "title", "phase", "minutes", "notes")}
    return {**kept, "problems": sum(count for _title, count in found.named)}


def _out(found: Plan) -> dict[str, Any]:
    return {
        **{name: getattr(found, name) for name in ("uid", "title", "aims", "changed_at")},
        "by": found.made_by.name if found.made_by else "",
        "university": found.university.slug if found.university else "",
        "department": str(found.unit.uid) if found.unit else "",
        "is_model": found.recommended_by_id is not None,
    }
