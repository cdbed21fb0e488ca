"""Attendance for programs: the same doors and actions as the pages."""

from typing import Any
from uuid import UUID

from django.conf import settings
from ninja import Router, Status

from xingtan.attendance import access, queries
from xingtan.attendance.actions import check_ins, corrections, presence, rounds
from xingtan.attendance.models import Round
from xingtan.attendance.queries import words
from xingtan.attendance.queries.traces import terms_of
from xingtan.attendance.rules.claims import Claim
from xingtan.attendance.rules.gestures import cleaned
from xingtan.attendance.schemas import (
    AnswerIn,
    AttendedOut,
    ClaimIn,
    CorrectIn,
    ExcuseIn,
    LineOut,
    OpenedOut,
    OpenIn,
    RoundOut,
    SignIn,
    TermsOut,
    VerdictOut,
)
from xingtan.kernel import throttle
from xingtan.kernel.errors import NotThere, SignInFirst
from xingtan.kernel.pages import Request, now, part_from
from xingtan.teaching import public as teaching

router = Router(tags=["attendance"])
SESSION = "/sessions/{uuid:session}"
TERMS = "/courses/{university}/{course}/runs/{uuid:run}/attendance/terms"
MOST = 200


@router.get(SESSION + "/check-in", response=list[RoundOut])
def open_check_ins(request: Request, session: UUID) -> list[dict[str, Any]]:
    """List what there is to check in with now, for a student of the class."""
    found = access.session_to_be_at(request.user, session=session)
    return [
        {
            "round": each.round.uid,
            "way": each.round.way,
            "means": each.round.means,
            "needs_all": each.round.needs_all,
            "has_checked_in": each.has_checked_in,
        }
        for each in queries.rounds.asked_of(found, request.user, now())
    ]


@router.post(SESSION + "/check-in", response={200: VerdictOut, 422: VerdictOut})
def check_in(request: Request, session: UUID, said: ClaimIn) -> Status[dict[str, Any]]:
    """Check in, or out. Only the server's clock counts."""
    throttle.count("check_in", request)
    found = access.session_to_be_at(request.user, session=session)
    if not Round.objects.filter(uid=said.round, session=found).exists():
        raise NotThere
    moment = now()
    shown = said.dict() | {"gesture": cleaned(said.gesture)}
    claim = Claim(person=request.user.pk, at=moment.timestamp(), **shown)
    (verdict,) = check_ins.take_check_ins(claims=[claim], now=moment)
    sentence = "" if verdict.is_taken else words.refusal(verdict.why)
    answer = {"is_taken": verdict.is_taken, "why": verdict.why, "words": sentence}
    return Status(200 if verdict.is_taken else 422, answer)


@router.post(SESSION + "/presence", response={204: None})
def be_here(request: Request, session: UUID, said: SignIn) -> Status[None]:
    """Say once a minute that the session's page is open, or that it was left."""
    throttle.count("presence", request)
    found = access.session_to_be_at(request.user, session=session)
    if found.status == found.Status.OPEN:
        do = presence.note_leaving if said.sign == "left" else presence.note
        do(session=found, person=request.user, now=now())
    return Status(204, None)


@router.post(SESSION + "/excuse", response={204: None})
def ask_excuse(request: Request, session: UUID, said: ExcuseIn) -> Status[None]:
    """Ask to be excused."""
    throttle.count("post", request)
    found = access.session_to_be_at(request.user, session=session)
    corrections.ask_excuse(session=found, person=request.user, words=said.words, now=now())
    return Status(204, None)


@router.put(SESSION + "/excuses/{uuid:excuse}", response={204: None})
def decide_excuse(request: Request, session: UUID, excuse: UUID, said: AnswerIn) -> Status[None]:
    """Grant or decline an excuse."""
    found = access.excuse_to_decide(request.user, session=session, excuse=excuse)
    decide = corrections.grant_excuse if said.is_granted else corrections.decline_excuse
    decide(excuse=found, by=request.user, now=now())
    return Status(204, None)


@router.get(SESSION + "/rounds", response=list[OpenedOut])
def open_rounds(request: Request, session: UUID) -> list[dict[str, Any]]:
    """List the check-ins that are open, with what is to be shown, for those who lead."""
    return _opened(teaching.session_to_lead(request.user, session=session))


@router.post(SESSION + "/rounds", response={201: list[OpenedOut]})
def open_round(request: Request, session: UUID, said: OpenIn) -> Status[list[dict[str, Any]]]:
    """Open a check-in or check-out."""
    found = teaching.session_to_lead(request.user, session=session)
    asked = said.dict(exclude={"way"})
    # One tap beside something else asks for the other, or for nothing.
    means = [each for each in asked.pop("means") if each != "tap"] or ["tap"]
    asking = rounds.Asking(means=means, **asked)
    rounds.open_round(session=found, way=said.way, asking=asking, by=request.user, now=now())
    return Status(201, _opened(found))


@router.delete(SESSION + "/rounds/{uuid:opened}", response={204: None})
def close_round(request: Request, session: UUID, opened: UUID) -> Status[None]:
    """Close a check-in or check-out. What was taken stays."""
    found = access.round_to_close(request.user, session=session, opened=opened)
    rounds.close_round(opened=found, by=request.user, now=now())
    return Status(204, None)


@router.get(SESSION + "/roll", response=list[LineOut])
def roll(request: Request, session: UUID) -> list[dict[str, Any]]:
    """List everybody of the class with what stands, or would if the session ended now."""
    found = teaching.session_to_lead(request.user, session=session)
    return [
        {
            "person": each.person,
            "name": each.name,
            "status": each.status,
            "is_here": each.is_here,
            "came": each.came,
            "share_percent": each.share,
            "is_corrected": each.is_corrected,
        }
        for each in queries.here.roll_of(found, now=now()).lines
    ]


@router.put(SESSION + "/roll/{uuid:student}", response={204: None})
def correct(request: Request, session: UUID, student: UUID, said: CorrectIn) -> Status[None]:
    """Write otherwise than was decided; what was, is kept."""
    found, person = access.person_on_roll(request.user, session=session, student=student)
    corrections.correct(
        session=found, person=person, becomes=said.becomes, reason=said.reason, by=request.user, now=now()
    )
    return Status(204, None)


@router.get("/attendance", response=list[AttendedOut])
def mine(request: Request, offset: int = 0) -> list[dict[str, Any]]:
    """List what sessions came to for oneself, the latest first."""
    if not request.user.is_authenticated:
        raise SignInFirst
    return [
        {
            "session": row.session.uid,
            "starts_at": row.session.starts_at,
            "status": row.status,
            "share_percent": row.share_percent,
            "is_corrected": row.is_corrected,
        }
        for row in queries.kept.mine(request.user)[part_from(offset, MOST)]
    ]


@router.get(TERMS, response=TermsOut)
def terms(request: Request, university: str, course: str, run: UUID) -> Any:
    """Say what a class asks for to count as present."""
    found, _enrollment = teaching.class_to_attend(request.user, university=university, course=course, run=run)
    return terms_of([found.pk])[found.pk]


@router.put(TERMS, response=TermsOut)
def set_terms(request: Request, university: str, course: str, run: UUID, said: TermsOut) -> TermsOut:
    """Change what a class asks for: for sessions that end from now on."""
    found = teaching.class_to_plan(request.user, university=university, course=course, run=run)
    rounds.set_terms(run=found, by=request.user, now=now(), **said.dict())
    return said


def _opened(session: teaching.Session) -> list[dict[str, Any]]:
    screen = queries.screens.screen_of(session, site=settings.XINGTAN.address, now=now())
    return [
        {
            "round": each.round.uid,
            "way": each.round.way,
            "means": each.round.means,
            "needs_all": each.round.needs_all,
            "code": each.round.code,
            "gesture": each.round.gesture,
            "qr_address": each.address,
            "checked_in": each.count,
        }
        for each in screen.shown
    ]
