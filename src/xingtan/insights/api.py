"""For programs: points, flags and cases of a class, through the same doors as the pages."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from ninja import Router, Status

from xingtan.insights import access, actions, queries, schemas
from xingtan.insights.forms import MOST_POINTS
from xingtan.insights.models import Case
from xingtan.kernel.errors import NotThere, RuleBroken
from xingtan.kernel.pages import Request, now, part_from

router = Router(tags=["insights"])
RUN = "/courses/{university}/{course}/runs/{uuid:run}"
AT_ONCE = 100
CENT = Decimal("0.01")


class NotWorth(RuleBroken):
    """Only what is known can be worth something, and only so much."""

    message = _("There is nothing of this name that can be worth points, or it is too many: %(what)s.")


@router.get(f"{RUN}/points", response=schemas.PointsOut, url_name="points")
def points(request: Request, university: str, course: str, run: UUID) -> dict[str, Any]:
    """Give one's own points on a run, with the last hundred lines of the ledger."""
    found, enrollment = access.run_to_look_at(request.user, university=university, course=course, run=run)
    if enrollment is None:
        raise NotThere
    entries = queries.ledger_of(enrollment)[:AT_ONCE]
    return {
        "points": queries.points_of(enrollment),
        "worth": queries.worth_now(found),
        "entries": [{"at": each.at, "what": each.what, "points": each.points} for each in entries],
    }


@router.put(f"{RUN}/points/rules", response=schemas.CountOut, url_name="set_point_rules")
def set_rules(request: Request, university: str, course: str, run: UUID, said: schemas.WorthIn) -> dict[str, int]:
    """Say what things are worth from now on."""
    found = access.run_to_set(request.user, university=university, course=course, run=run)
    known = set(queries.whats())
    for what, value in said.worth.items():
        if what not in known or not value.is_finite() or abs(value) > MOST_POINTS:
            raise NotWorth(what=what[:60])
    worth = {what: value.quantize(CENT) for what, value in said.worth.items()}
    return {"count": actions.set_rules(run=found, worth=worth, by=request.user, now=now())}


@router.get(f"{RUN}/points/sums", response=list[schemas.SumOut], url_name="point_sums")
def sums(request: Request, university: str, course: str, run: UUID, offset: int = 0) -> list[dict[str, Any]]:
    """Give everyone's points, for those who serve the course; a hundred at a time."""
    found = access.run_to_watch(request.user, university=university, course=course, run=run)
    rows: Any = queries.table_of(found)[part_from(offset, AT_ONCE)]
    return [{"enrollment": each.uid, "name": str(each.learner), "points": each.points.quantize(CENT)} for each in rows]


@router.get(f"{RUN}/flags", response=list[schemas.FlagOut], url_name="flags")
def flags(request: Request, university: str, course: str, run: UUID, offset: int = 0) -> list[dict[str, Any]]:
    """Give who may need help and why: all to those who serve the course, to a student what is said of them."""
    found, enrollment = access.run_to_look_at(request.user, university=university, course=course, run=run)
    rows = queries.flags_on(found)
    if enrollment is not None:
        rows = rows.filter(enrollment=enrollment)
    return [
        {
            "enrollment": each.enrollment.uid,
            "name": str(each.enrollment.learner),
            "since": each.since,
            "reasons": [queries.reason_words(reason) for reason in each.reasons],
        }
        for each in rows[part_from(offset, AT_ONCE)]
    ]


@router.post(f"{RUN}/flags", response=schemas.CountOut, url_name="find_flags")
def find_flags(request: Request, university: str, course: str, run: UUID) -> dict[str, int]:
    """Look through the class now."""
    found = access.run_to_watch(request.user, university=university, course=course, run=run)
    return {"count": actions.find_flags(run=found, now=now())}


@router.get(f"{RUN}/cases", response=list[schemas.CaseOut], url_name="cases")
def cases(request: Request, university: str, course: str, run: UUID, offset: int = 0) -> list[dict[str, Any]]:
    """Give the cases of a class to its teachers; to a student those about them that are decided."""
    found, enrollment = access.run_of_cases(request.user, university=university, course=course, run=run)
    rows = queries.cases_on(found, enrollment=enrollment)[part_from(offset, AT_ONCE)]
    return [_case_out(each, found.zone) for each in rows]


@router.put("/cases/{uuid:case}/decision", response={204: None}, url_name="decide_case")
def decide(request: Request, case: UUID, said: schemas.DecisionIn) -> Status[None]:
    """Decide a case in words."""
    found = access.case_to_decide(request.user, case=case)
    actions.decide_case(case=found, by=request.user, now=now(), **said.dict())
    return Status(204, None)


@router.put("/cases/{uuid:case}/answer", response={204: None}, url_name="answer_case")
def answer(request: Request, case: UUID, said: schemas.AnswerIn) -> Status[None]:
    """Answer to a decided case about oneself."""
    actions.answer_case(case=access.case_to_answer(request.user, case=case), now=now(), words=said.words)
    return Status(204, None)


def _case_out(each: Case, zone: str) -> dict[str, Any]:
    names = ("uid", "opened_at", "decision", "words", "answer")
    return {
        **{name: getattr(each, name) for name in names},
        "name": str(each.enrollment.learner),
        "about": queries.rule_words(each.rule),
        "evidence": queries.evidence_words(each.rule, each.evidence, zone),
    }
