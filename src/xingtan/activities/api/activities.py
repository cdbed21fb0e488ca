"""For programs: the activities of a session, answering, and for who leads preparing and running them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Router, Status

from xingtan.activities import access, actions, queries
from xingtan.activities.forms.configs import as_form
from xingtan.activities.models import Activity
from xingtan.activities.registry import kinds
from xingtan.activities.registry.sheets import Sheet
from xingtan.activities.schemas import ActivityIn, ActivityOut, CopyIn, MoveIn, ResponseIn, StateIn
from xingtan.kernel import throttle
from xingtan.kernel.errors import NotThere, RuleBroken
from xingtan.kernel.pages import Request, now
from xingtan.teaching import public as teaching

router = Router(tags=["activities"])
SESSION = "/sessions/{uuid:session}/activities"
ACTIVITY = SESSION + "/{uuid:activity}"
# What a form has besides the move itself.
OURS = ("csrfmiddlewaretoken", "uid", "pass", "do")


class FieldsRefused(RuleBroken):
    """The form of its kind does not take these fields; it says why, field by field."""

    message = "%(why)s"


@router.get(SESSION, response=list[ActivityOut])
def activities(request: Request, session: UUID) -> list[dict[str, Any]]:
    """List the activities of a session: for students those that were opened, with their last answers."""
    found, enrollment, is_lead = access.session_to_see(request.user, session=session)
    return [_out(each) for each in _sheets(request, found, enrollment, is_lead=is_lead, now=now())]


@router.post(SESSION, response={201: ActivityOut})
def add(request: Request, session: UUID, said: ActivityIn) -> Status[dict[str, Any]]:
    """Prepare an activity, and open it at once if asked to."""
    found, kind = access.kind_to_add(request.user, session=session, kind=said.kind)
    if kind.form is None:
        raise NotThere
    form = kind.form(as_form(said.fields), run=found.run)
    if not form.is_valid():
        raise FieldsRefused(why=" ".join(f"{name}: {' '.join(words)}" for name, words in form.errors.items()))
    moment = now()
    facts = {"title": form.cleaned_data["title"], "phase": form.cleaned_data["phase"], "config": form.config()}
    made = actions.add(run=found.run, session=found, kind=kind.name, by=request.user, now=moment, **facts)
    if said.open:
        made = actions.open_activity(activity=made, by=request.user, now=moment)
    return Status(201, _one(request, made, found, moment))


@router.get(ACTIVITY, response=ActivityOut)
def activity(request: Request, session: UUID, activity: UUID) -> dict[str, Any]:
    """Show one activity."""
    place, found, enrollment, is_lead = access.activity_to_see(request.user, session=session, activity=activity)
    return _out(_sheets(request, place, enrollment, is_lead=is_lead, now=now(), only=[found])[0])


@router.put(f"{ACTIVITY}/state", response=ActivityOut)
def state(request: Request, session: UUID, activity: UUID, said: StateIn) -> dict[str, Any]:
    """Open, close, open again; show or hide the results. What is so already stays so."""
    found, moment = access.activity_to_lead(request.user, session=session, activity=activity), now()
    match said.do:
        case "open":
            found = actions.open_activity(activity=found, by=request.user, now=moment, closes_at=said.closes_at)
        case "close":
            found = actions.close(activity=found, by=request.user, now=moment)
        case "reopen":
            found = actions.reopen(activity=found, now=moment, closes_at=said.closes_at)
        case "show":
            found = actions.show_results(activity=found, now=moment)
        case "hide":
            found = actions.hide_results(activity=found)
    return _one(request, found, found.session, moment)


@router.post(f"{ACTIVITY}/moves", response=ActivityOut)
def move(request: Request, session: UUID, activity: UUID, said: MoveIn) -> dict[str, Any]:
    """Do what the kind of a running activity knows: draw a name, give points, group ideas, turn a slide."""
    found = access.activity_to_lead(request.user, session=session, activity=activity)
    payload = {name: each for name, each in said.fields.items() if name not in OURS}
    actions.make_move(activity=found, do=said.do, payload=payload, by=request.user, now=now())
    return _one(request, found, found.session, now())


@router.post(f"{ACTIVITY}/responses", response={201: None})
def respond(request: Request, session: UUID, activity: UUID, said: ResponseIn) -> Status[None]:
    """Answer, in time by the server's clock."""
    throttle.count("answer", request)
    found, _enrollment = access.activity_to_answer(request.user, session=session, activity=activity)
    actions.respond(activity=found, person=request.user, payload=said.answer, now=now(), uid=said.uid)
    return Status(201, None)


@router.post(f"{ACTIVITY}/copies", response={201: ActivityOut})
def copy(request: Request, session: UUID, activity: UUID, said: CopyIn) -> Status[dict[str, Any]]:
    """Copy an activity, without what was answered, to a session one leads."""
    found = access.activity_to_lead(request.user, session=session, activity=activity)
    target = teaching.session_to_lead(request.user, session=said.session)
    moment = now()
    made = actions.reuse(activity=found, run=target.run, session=target, by=request.user, now=moment)
    return Status(201, _one(request, made, target, moment))


def _one(request: Request, found: Activity, session: Any, moment: datetime) -> dict[str, Any]:
    return _out(_sheets(request, session, None, is_lead=True, now=moment, only=[found])[0])


def _sheets(
    request: Request, session: Any, enrollment: Any, *, is_lead: bool, now: datetime, only: list[Activity] | None = None
) -> list[Sheet]:
    if is_lead:
        known = queries.activities_of(session) if only is None else only
        return queries.sheets_for_lead(session, known, person=request.user, now=now)
    known = queries.begun_on(session) if only is None else only
    return queries.sheets_for_student(session, known, person=request.user, enrollment=enrollment, now=now)


def _out(sheet: Sheet) -> dict[str, Any]:
    found = sheet.activity
    kind = kinds.named(found.kind)
    is_seen = sheet.results is not None
    return {
        **{name: getattr(found, name) for name in ("uid", "kind", "title", "phase", "opened_at", "closes_at")},
        "closed_at": found.closed_at,
        "state": "draft" if found.is_draft else "open" if sheet.is_open else "closed",
        "shown": found.is_shown,
        "own": kind.own(sheet.own[-1].payload, is_told=is_seen and sheet.is_over) if kind and sheet.own else None,
        "answered": sheet.answered if is_seen else None,
        "results": kind.told(sheet) if kind is not None and is_seen else None,
    }
