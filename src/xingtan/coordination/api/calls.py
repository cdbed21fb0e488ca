"""Calls, who joins them, tasks and evidence, for programs."""

from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from django.utils.translation import gettext_lazy as _
from ninja import Router, Status

from xingtan.catalog import public as catalog
from xingtan.coordination import access, actions, queries, schemas
from xingtan.coordination.models import Call, Evidence, Party, Task
from xingtan.coordination.queries import PartyRow
from xingtan.coordination.rules import CALL_MOVES
from xingtan.kernel.errors import NotThere, RuleBroken
from xingtan.kernel.pages import Request, now
from xingtan.universities import public as universities

router = Router()
CALL = "/calls/{call}"
MOST_CRITERIA = 12


class ZoneIsUnknown(RuleBroken):
    """A deadline lies in a zone that clocks know."""

    message = _("There is no time zone “%(zone)s”. Nothing was changed.")


class CriteriaAreUnclear(RuleBroken):
    """Experts mark a few things, each by its name."""

    message = _("Give one to twelve criteria, each with a key of its own. Nothing was changed.")


class NobodyJoins(RuleBroken):
    """One joins for a university or for a platform that one speaks for."""

    message = _("Name one university or one platform that you speak for. Nothing was changed.")


@router.get("/calls", response=list[schemas.CallOut])
def calls(request: Request) -> list[dict[str, Any]]:
    """List the calls: to anyone those that were ever open."""
    return [_call_out(each) for each in queries.calls_of(request.user)]


@router.post("/calls", response={201: schemas.CallOut})
def write_call(request: Request, said: schemas.CallIn) -> Status[dict[str, Any]]:
    """Write a call, as a draft."""
    access.desk_to_coordinate(request.user)
    _check_zone(said.zone)
    return Status(201, _call_out(actions.add_call(by=request.user, **said.dict())))


@router.put(CALL, response=schemas.CallOut)
def describe_call(request: Request, call: str, said: schemas.CallFactsIn) -> dict[str, Any]:
    """Change what a call says."""
    found = access.call_to_coordinate(request.user, call=call)
    _check_zone(said.zone)
    return _call_out(actions.describe_call(call=found, by=request.user, **said.dict()))


@router.put(f"{CALL}/criteria", response={204: None})
def set_criteria(request: Request, call: str, said: list[schemas.CriterionIn]) -> Status[None]:
    """Say what experts mark from 1 to 5, until the first of them has."""
    found = access.call_to_coordinate(request.user, call=call)
    criteria = {each.key: (each.key, each.name, each.help) for each in said}
    if not 1 <= len(said) <= MOST_CRITERIA or len(criteria) != len(said):
        raise CriteriaAreUnclear
    actions.set_criteria(call=found, criteria=list(criteria.values()), by=request.user)
    return Status(204, None)


@router.get(CALL, response=schemas.CallWithResultsOut)
def call(request: Request, call: str) -> dict[str, Any]:
    """Tell what a call asks, who joined it, and what came of it."""
    found = access.call_to_see(request.user, call=call)
    return {
        **_call_out(found),
        "parties": [_party_out(row) for row in queries.parties_of(found)],
        "counts": queries.counts_of(found, now=now()),
        "selected": [
            {
                "course": each.course.uid,
                "url": each.course.get_absolute_url(),
                "title": each.course.title,
                "at": each.at,
            }
            for each in queries.selected_courses(found)
        ],
    }


@router.post(f"{CALL}/steps", response=schemas.CallOut)
def move_call(request: Request, call: str, said: schemas.StepIn) -> dict[str, Any]:
    """Open a call, close it, or open it again."""
    found = access.call_to_coordinate(request.user, call=call)
    if said.move not in CALL_MOVES:
        raise actions.NoSuchMove(move=said.move)
    actions.move_call(call=found, move=said.move, reason=said.reason, by=request.user, now=now())
    found.refresh_from_db()
    return _call_out(found)


@router.post(f"{CALL}/parties", response={201: schemas.PartyOut})
def join_call(request: Request, call: str, said: schemas.PartyIn) -> Status[dict[str, Any]]:
    """Join a call, for a university one runs or a platform one speaks for; coordinators for any platform."""
    found = access.call_to_work_on(request.user, call=call)
    who = f"university:{said.university}" if said.university else f"platform:{said.platform}"
    if bool(said.university) == bool(said.platform) or who not in dict(queries.joiners_for(request.user, found)):
        raise NobodyJoins
    party = actions.join_call(
        call=found,
        university=universities.University.objects.filter(slug=said.university).first(),
        platform=catalog.Platform.objects.filter(slug=said.platform).first(),
        tier=said.tier,
        by=request.user,
        now=now(),
    )
    row = PartyRow(party, str(party), party.platform_id is not None, party.tier, party.joined_at, None)
    return Status(201, _party_out(row))


@router.post("/parties/{uuid:party}/departure", response={204: None})
def leave_call(request: Request, party: UUID, said: schemas.ReasonIn) -> Status[None]:
    """Leave a call."""
    found = access.party_to_speak_for(request.user, party=party)
    actions.leave_call(party=found, reason=said.reason, by=request.user, now=now())
    return Status(204, None)


@router.get(f"{CALL}/tasks", response=list[schemas.TaskOut])
def tasks(request: Request, call: str) -> list[dict[str, Any]]:
    """List what is asked of those who joined, and how far they are together."""
    found = access.call_to_work_on(request.user, call=call)
    return [
        {
            **_task_out(row.task),
            "parties": row.parties,
            "done": row.progress.done,
            "wanted": row.progress.wanted,
        }
        for row in queries.task_rows(found, now=now())
    ]


@router.post(f"{CALL}/tasks", response={201: schemas.TaskOut})
def add_task(request: Request, call: str, said: schemas.TaskIn) -> Status[dict[str, Any]]:
    """Ask something of those who joined."""
    found = access.call_to_coordinate(request.user, call=call)
    made = actions.add_task(call=found, by=request.user, **_task_facts(found, said))
    return Status(201, _with_progress(made))


@router.put("/tasks/{uuid:task}", response=schemas.TaskOut)
def describe_task(request: Request, task: UUID, said: schemas.TaskIn) -> dict[str, Any]:
    """Change what a task asks; what was accepted for it counts as before."""
    found = access.task_to_coordinate(request.user, task=task)
    return _with_progress(actions.describe_task(task=found, by=request.user, **_task_facts(found.call, said)))


@router.get("/tasks/{uuid:task}/evidence", response=list[schemas.EvidenceOut])
def evidence(request: Request, task: UUID) -> list[dict[str, Any]]:
    """List what was done of a task: to the desk all of it, to others their own."""
    found = access.task_to_work_on(request.user, task=task)
    mine = None if access.is_at_desk(request.user) else access.parties_to_report_for(request.user, found)
    return [_evidence_out(each) for each in queries.evidence_of(found, only=mine)]


@router.post("/tasks/{uuid:task}/evidence", response={201: schemas.EvidenceOut})
def give_evidence(request: Request, task: UUID, said: schemas.EvidenceIn) -> Status[dict[str, Any]]:
    """Say what was done."""
    found = access.task_to_work_on(request.user, task=task)
    mine = {each.uid: each for each in access.parties_to_report_for(request.user, found)}
    if said.party not in mine:
        raise NotThere
    facts = {**said.dict(), "party": mine[said.party]}
    return Status(201, _evidence_out(actions.give_evidence(task=found, by=request.user, now=now(), **facts)))


@router.put("/evidence/{uuid:evidence}/check", response={204: None})
def check_evidence(request: Request, evidence: UUID, said: schemas.EvidenceCheckIn) -> Status[None]:
    """Accept what was said to be done, or return it with a reason."""
    found = access.evidence_to_check(request.user, evidence=evidence)
    actions.check_evidence(evidence=found, by=request.user, now=now(), **said.dict())
    return Status(204, None)


def _check_zone(zone: str) -> None:
    if zone not in available_timezones():
        raise ZoneIsUnknown(zone=zone[:64])


def _call_out(found: Call) -> dict[str, Any]:
    fields = ("uid", "slug", "state", "title", "wanted", "audience", "due_at", "zone", "reviews_wanted")
    return {**{name: getattr(found, name) for name in fields}, "url": found.get_absolute_url()}


def _party_out(row: PartyRow) -> dict[str, Any]:
    same = ("name", "is_platform", "joined_at", "left_at")
    return {**{name: getattr(row, name) for name in same}, "uid": row.party.uid, "tier": row.party.tier}


def _task_facts(call: Call, said: schemas.TaskIn) -> dict[str, Any]:
    party = Party.objects.present().filter(call=call, uid=said.party).first() if said.party else None
    if said.party and (party is None or said.tier):
        raise actions.NotAsked
    return {**said.dict(), "tier": said.tier or "", "party": party}


def _with_progress(task: Task) -> dict[str, Any]:
    rows = [how_far for _party, how_far in queries.progress_by_party(task)]
    sums = {"done": sum(each.done for each in rows), "wanted": sum(each.wanted for each in rows)}
    return {**_task_out(task), "parties": len(rows), **sums}


def _task_out(task: Task) -> dict[str, Any]:
    fields = ("uid", "title", "about", "tier", "quota", "due_at")
    return {**{name: getattr(task, name) for name in fields}, "party": task.party and task.party.uid}


def _evidence_out(each: Evidence) -> dict[str, Any]:
    check = getattr(each, "check_made", None)
    fields = ("uid", "count", "link", "note", "at")
    return {
        **{name: getattr(each, name) for name in fields},
        "party": each.party.uid,
        "is_accepted": check and check.is_accepted,
        "reason": check.reason if check else "",
    }
