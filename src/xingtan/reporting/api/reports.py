"""Reports for programs: writing, signing, reading, verifying."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from ninja import Router, Status

from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, now
from xingtan.reporting import access, actions, queries, schemas
from xingtan.reporting.models import Report

router = Router()
PLACE = "/reporting/campaigns/{campaign}/institutions/{uuid:institution}/report"
REPORT = "/reporting/reports/{uuid:report}"


class NotAskedFor(RuleBroken):
    """A campaign takes the figures that it asks for."""

    message = _("The campaign does not ask for “%(measure)s”. Nothing was kept.")


@router.put(PLACE, response=schemas.ReportOut)
def write_report(request: Request, campaign: str, institution: UUID, said: schemas.ReportIn) -> dict[str, Any]:
    """Write what an institution reports, as a draft."""
    found, place = access.place_to_report(request.user, campaign=campaign, institution=institution)
    asked = {each.measure for each in queries.questions_of(found)}
    if unknown := sorted(set(said.figures) - asked):
        raise NotAskedFor(measure=unknown[0])
    made = actions.write_report(
        campaign=found,
        institution=place,
        figures={key: actions.Written(**each.dict()) for key, each in said.figures.items()},
        comment=said.comment,
        reason=said.reason,
        by=request.user,
        now=now(),
    )
    return _out(made)


@router.post(f"{REPORT}/signature", response={201: schemas.ReportOut})
def sign_report(request: Request, report: UUID, said: schemas.SignIn) -> Status[dict[str, Any]]:
    """Sign a draft: nothing of it changes from then on."""
    found = access.report_to_change(request.user, report=report)
    actions.sign_reports(campaign=found.campaign, reports=[found], by=request.user, now=now(), **said.dict())
    return Status(201, _out(access.report_to_see(request.user, report=report)))


@router.get(REPORT, response=schemas.ReportOut)
def report(request: Request, report: UUID) -> dict[str, Any]:
    """Tell what a version says, with its seal: anyone can verify it once it is released."""
    return _out(access.report_to_see(request.user, report=report))


def _out(found: Report) -> dict[str, Any]:
    signature = found.signature if found.signed_at else None
    asked = signature.questions if signature else queries.asked_of(found)
    names = ("office", "at", "digest", "public_key", "seal", "payload")
    return {
        "uid": found.uid,
        "url": found.get_absolute_url(),
        "campaign": found.campaign.slug,
        "institution": found.institution.code,
        "source": found.source,
        "version": found.number,
        "is_current": found.is_current,
        "signed_at": found.signed_at,
        "figures": [
            {
                "measure": each.measure,
                "value": each.value,
                "class": each.basis,
                "evidence": each.evidence,
                "comment": each.comment,
            }
            for each in found.figures.order_by("pk")
        ],
        "questions": [
            {
                "key": each["key"],
                "measure": each["measure"],
                "words": queries.question(each),
                "answer": each["answer"],
            }
            for each in asked
        ],
        "seal": {**{name: getattr(signature, name) for name in names}, "holds": queries.seal_holds(signature)}
        if signature
        else None,
    }
