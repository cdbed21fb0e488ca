"""Nominations, reviews, adoptions, for programs: each step is one of the deeds, and there is no other way."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from xingtan.catalog import public as catalog
from xingtan.coordination import access, actions, queries, schemas
from xingtan.coordination.models import Adoption, Assignment, Nomination
from xingtan.kernel.errors import NotThere, SignInFirst
from xingtan.kernel.pages import Request, now
from xingtan.people import public as people
from xingtan.universities import public as universities

router = Router()
NOMINATION = "/nominations/{uuid:nomination}"
MOST = 200


@router.get("/me/nominations", response=list[schemas.NominationOut])
def nominations(request: Request, call: str = "", state: str = "") -> list[dict[str, Any]]:
    """List the nominations that one may see, the oldest first: of one call, or in one state."""
    if not request.user.is_authenticated:
        raise SignInFirst
    rows = Nomination.objects.visible_to(request.user).whole()
    rows = rows.filter(call__slug=call) if call else rows
    rows = rows.filter(state=state) if state else rows
    return [_nomination_out(each, ()) for each in rows.order_by("nominated_at", "pk")[:MOST]]


@router.post("/nominations", response={201: schemas.NominationOut})
def nominate(request: Request, said: schemas.NominationIn) -> Status[dict[str, Any]]:
    """Nominate a course of a university one runs."""
    found = access.call_to_work_on(request.user, call=said.call)
    course = (
        catalog.Course.objects.visible_to(request.user).select_related("university").filter(uid=said.course).first()
    )
    if course is None:
        raise NotThere
    made = actions.nominate(call=found, course=course, statement=said.statement, by=request.user, now=now())
    return Status(201, _nomination_out(made, queries.open_moves(made, request.user)))


@router.get(NOMINATION, response=schemas.NominationWithStepsOut)
def nomination(request: Request, nomination: UUID) -> dict[str, Any]:
    """Tell where a nomination is, and how it came there."""
    return _whole(access.nomination_to_see(request.user, nomination=nomination), request)


@router.post(f"{NOMINATION}/steps", response=schemas.NominationWithStepsOut)
def step(request: Request, nomination: UUID, said: schemas.StepIn) -> dict[str, Any]:
    """Take a step: confirm, send_back, renew, withdraw, close_review, accept, return, refuse, publish or remove."""
    found = access.nomination_to_see(request.user, nomination=nomination)
    actions.take(nomination=found, move=said.move, reason=said.reason, by=request.user, now=now())
    return _whole(access.nomination_to_see(request.user, nomination=nomination), request)


@router.post(f"{NOMINATION}/experts", response={201: schemas.AssignmentOut})
def ask_expert(request: Request, nomination: UUID, said: schemas.ExpertIn) -> Status[dict[str, Any]]:
    """Ask an expert for a review."""
    found = access.nomination_to_coordinate(request.user, nomination=nomination)
    return Status(201, _assignment_out(actions.assign(nomination=found, email=said.email, by=request.user, now=now())))


@router.post(f"{NOMINATION}/follow-ups", response={204: None})
def follow_up(request: Request, nomination: UUID, said: schemas.FollowUpIn) -> Status[None]:
    """Set something to look at after publishing."""
    found = access.nomination_to_coordinate(request.user, nomination=nomination)
    actions.follow_up(nomination=found, by=request.user, now=now(), **said.dict())
    return Status(204, None)


@router.post("/follow-ups/{uuid:follow_up}/report", response={204: None})
def report(request: Request, follow_up: UUID, said: schemas.NoteIn) -> Status[None]:
    """Say what was found when a published course was looked at."""
    found = access.follow_up_to_report(request.user, follow_up=follow_up)
    actions.report_on(follow_up=found, note=said.note, by=request.user, now=now())
    return Status(204, None)


@router.get("/me/reviews", response=list[schemas.AssignmentOut])
def reviews(request: Request) -> list[dict[str, Any]]:
    """List what one is asked to review."""
    if not request.user.is_authenticated:
        raise SignInFirst
    rows = Assignment.objects.open_or_done().filter(expert=request.user)
    whole = rows.select_related("nomination__course", "nomination__call", "review")
    return [_assignment_out(each) for each in whole.prefetch_related("nomination__call__criteria").order_by("pk")]


@router.post("/reviews/{uuid:assignment}", response={204: None})
def review(request: Request, assignment: UUID, said: schemas.ReviewIn) -> Status[None]:
    """Give a review; it is given once."""
    found = access.assignment_to_review(request.user, assignment=assignment)
    actions.review(assignment=found, by=request.user, now=now(), **said.dict())
    return Status(204, None)


@router.post("/reviews/{uuid:assignment}/release", response={204: None})
def release(request: Request, assignment: UUID, said: schemas.ReasonIn) -> Status[None]:
    """Let an expert go: oneself, or as a coordinator another."""
    found = access.assignment_to_end(request.user, assignment=assignment)
    actions.release(assignment=found, reason=said.reason, by=request.user, now=now())
    return Status(204, None)


@router.get("/universities/{university}/adoptions", response=list[schemas.AdoptionOut])
def adoptions(request: Request, university: str) -> list[dict[str, Any]]:
    """List the courses that the university adopted."""
    found = universities.university_to_administer(request.user, university=university)
    return [_adoption_out(each) for each in queries.adoptions_of(found)]


@router.post("/universities/{university}/adoptions", response={201: schemas.AdoptionOut})
def adopt(request: Request, university: str, said: schemas.AdoptionIn) -> Status[dict[str, Any]]:
    """Adopt a course. It carries credit only if a teacher of the university answers for it."""
    found = universities.university_to_administer(request.user, university=university)
    course = catalog.Course.objects.published().select_related("university").filter(uid=said.course).first()
    if course is None:
        raise NotThere
    made = actions.adopt(
        university=found,
        course=course,
        responsible=people.person_with_address(said.responsible) if said.responsible else None,
        credits=said.credits,
        by=request.user,
        now=now(),
    )
    return Status(201, _adoption_out(made))


@router.put("/adoptions/{uuid:adoption}", response=schemas.AdoptionOut)
def change_adoption(request: Request, adoption: UUID, said: schemas.AdoptionFactsIn) -> dict[str, Any]:
    """Say who answers for an adopted course, and what credit it carries."""
    found = access.adoption_to_administer(request.user, adoption=adoption)
    responsible = people.person_with_address(said.responsible) if said.responsible else None
    return _adoption_out(
        actions.change_adoption(adoption=found, responsible=responsible, credits=said.credits, by=request.user)
    )


@router.post("/adoptions/{uuid:adoption}/end", response={204: None})
def end_adoption(request: Request, adoption: UUID, said: schemas.ReasonIn) -> Status[None]:
    """End an adoption."""
    found = access.adoption_to_administer(request.user, adoption=adoption)
    actions.end_adoption(adoption=found, reason=said.reason, by=request.user, now=now())
    return Status(204, None)


def _whole(found: Nomination, request: Request) -> dict[str, Any]:
    steps = [
        {
            **{name: getattr(each, name) for name in ("move", "before", "after", "at", "reason")},
            "by": each.by.get_full_name(),
        }
        for each in queries.steps_of(found)
    ]
    return {
        **_nomination_out(found, queries.open_moves(found, request.user)),
        "statement": found.statement,
        "complete": queries.findings_of(found.course),
        "steps": steps,
    }


def _nomination_out(found: Nomination, moves: Any) -> dict[str, Any]:
    return {
        "uid": found.uid,
        "call": found.call.slug,
        "course": found.course.uid,
        "title": found.course.title,
        "university": found.university.slug,
        "state": found.state,
        "round": found.round,
        "nominated_at": found.nominated_at,
        "moves": list(moves),
    }


def _assignment_out(each: Assignment) -> dict[str, Any]:
    return {
        "uid": each.uid,
        "nomination": each.nomination.uid,
        "title": each.nomination.course.title,
        "criteria": [criterion.key for criterion in each.nomination.call.criteria.all()],
        "is_given": hasattr(each, "review"),
    }


def _adoption_out(each: Adoption) -> dict[str, Any]:
    return {
        "uid": each.uid,
        "course": each.course.uid,
        "title": each.course.title,
        "responsible": each.responsible.get_full_name() if each.responsible else "",
        "exam_owner": each.university.slug,
        "credits": each.credits,
        "at": each.at,
    }
