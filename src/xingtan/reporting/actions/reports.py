"""Deeds: a report is written, looked at a second time, and signed; a signed one is corrected by a new version."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from xingtan.catalog import public as catalog
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit_many
from xingtan.people import public as people
from xingtan.reporting import queries
from xingtan.reporting.actions.campaigns import lock
from xingtan.reporting.actions.signing import Signer, definitions_of, sealed
from xingtan.reporting.events import ReportSigned
from xingtan.reporting.models import Campaign, Figure, Institution, Report, Signature
from xingtan.reporting.models.reports import ITSELF

AT_ONCE = 500


class CampaignTakesNoReports(RuleBroken):
    """A campaign takes reports while it is open, late ones too."""

    message = _("This campaign is not open. Nothing was changed.")


class NothingIsReported(RuleBroken):
    """A report says something."""

    message = _("There is no figure in it yet. Give at least one, then sign.")


class QuestionsAreOpen(RuleBroken):
    """What looks odd is explained, not forbidden."""

    message = _(
        "Some figures look odd and nobody has said why: %(where)s. Answer in the comment beside each; then sign."
    )


class ReasonIsMissing(RuleBroken):
    """Whoever reads a correction wants to know why."""

    message = _("An earlier version is signed. Say why this one corrects it; then sign.")


class SomebodyElseSigns(RuleBroken):
    """In this campaign two people look at each report."""

    message = _("You wrote this report, so somebody else looks at it and signs. Nothing was changed.")


class AlreadySigned(RuleBroken):
    """What is signed does not change."""

    message = _("This version is signed and stays as it is. Write a new version to correct it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One figure as somebody wrote it down."""

    value: int
    basis: str = Figure.Class.INSTITUTION
    evidence: str = ""
    comment: str = ""


@deed
def write_report(
    *,
    campaign: Campaign,
    institution: Institution,
    figures: Mapping[str, Written],
    by: people.Person,
    now: datetime,
    platform: catalog.Platform | None = None,
    comment: str = "",
    reason: str = "",
    evidence: tuple[str, str] | None = None,
) -> Report:
    """Write down what is reported, as a draft; the draft that was there says this from now on.

    :param figures: by measure; what is not there is not reported
    :param evidence: digest and name of a file that was kept
    :raises CampaignTakesNoReports: if it is not open
    """
    (report,) = write_reports(
        campaign=campaign,
        written={institution: figures},
        by=by,
        now=now,
        platform=platform,
        comment=comment,
        reason=reason,
        evidence=evidence,
    )
    return report


@deed
def write_reports(
    *,
    campaign: Campaign,
    written: Mapping[Institution, Mapping[str, Written]],
    by: people.Person,
    now: datetime,
    platform: catalog.Platform | None = None,
    comment: str = "",
    reason: str = "",
    evidence: tuple[str, str] | None = None,
) -> list[Report]:
    """Write down what one source reports of many institutions, as drafts: the number of queries does not grow.

    :raises CampaignTakesNoReports: if it is not open
    """
    campaign = lock(campaign)
    if campaign.state != Campaign.State.OPEN:
        raise CampaignTakesNoReports
    source = platform.slug if platform else ITSELF
    last: dict[int, int] = {}
    drafts: dict[int, Report] = {}
    for each in Report.objects.filter(campaign=campaign, source=source).order_by("number"):
        last[each.institution_id] = each.number
        if each.signed_at is None:
            drafts[each.institution_id] = each
    said = {"comment": comment, "reason": reason, "written_by": by, "written_at": now}
    if evidence:
        said |= {"evidence_digest": evidence[0], "evidence_name": evidence[1]}
    known = [drafts[each.pk] for each in written if each.pk in drafts]
    for report in known:
        for name, value in said.items():
            setattr(report, name, value)
    new = [
        Report(
            campaign=campaign,
            institution=each,
            platform=platform,
            source=source,
            number=last.get(each.pk, 0) + 1,
            **said,
        )
        for each in written
        if each.pk not in drafts
    ]
    Report.objects.bulk_update(known, list(said), batch_size=AT_ONCE)
    Report.objects.bulk_create(new, batch_size=AT_ONCE)
    for start in range(0, len(known), AT_ONCE):
        Figure.objects.filter(report__in=known[start : start + AT_ONCE]).delete()
    of = {each.institution_id: each for each in (*known, *new)}
    Figure.objects.bulk_create(
        (
            Figure(
                report=of[institution.pk],
                measure=measure,
                value=each.value,
                basis=each.basis,
                evidence=each.evidence,
                comment=each.comment,
            )
            for institution, figures in written.items()
            for measure, each in figures.items()
        ),
        batch_size=AT_ONCE,
    )
    return [of[each.pk] for each in written]


@deed
def discard_draft(*, report: Report) -> None:
    """Throw a draft away. What is signed stays.

    :raises AlreadySigned: if it is
    """
    held = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if held.signed_at is not None:
        raise AlreadySigned
    held.delete()


@deed
def sign_reports(
    *, campaign: Campaign, reports: Sequence[Report], name: str, office: str, by: people.Person, now: datetime
) -> list[Report]:
    """Sign drafts: from now on nothing of them changes, and each stands in the place of its version before.

    :raises CampaignTakesNoReports: if it is not open
    :raises AlreadySigned: if one of them is
    :raises NothingIsReported: if one of them is empty
    :raises SomebodyElseSigns: if the campaign wants two people and this one wrote it
    :raises ReasonIsMissing: if a correction says no reason
    :raises QuestionsAreOpen: if something odd is not explained
    """
    campaign = lock(campaign)
    if campaign.state != Campaign.State.OPEN:
        raise CampaignTakesNoReports
    keys = [each.pk for each in reports]
    drafts = list(
        Report.objects.filter(pk__in=keys, campaign=campaign)
        .select_related("institution", "platform")
        .prefetch_related("figures")
        .order_by("institution__code", "pk")
    )
    before = {
        (i, s): digest
        for i, s, digest in Report.objects.current()
        .filter(campaign=campaign)
        .values_list("institution", "source", "signature__digest")
    }
    last, definitions = queries.last_values(campaign), definitions_of(campaign)
    signatures = []
    for draft in drafts:
        key = (draft.institution_id, draft.source)
        asked = queries.questions_with_answers(list(draft.figures.all()), last.get(key, {}), draft.institution.students)
        _check(campaign, draft, asked, by, is_correction=key in before)
        draft.signed_at, draft.is_current = now, True
        signatures.append(
            sealed(
                draft,
                campaign=campaign,
                figures=list(draft.figures.all()),
                definitions=definitions,
                questions=asked,
                signer=Signer(name=name, office=office, person=by),
                replaces=before.get(key, ""),
                now=now,
            )
        )

    replaced = {(each.institution_id, each.source) for each in drafts} & before.keys()
    current = Report.objects.current().filter(campaign=campaign).values_list("pk", "institution", "source")
    old = [pk for pk, institution, source in current if (institution, source) in replaced]
    for start in range(0, len(old), AT_ONCE):
        Report.objects.filter(pk__in=old[start : start + AT_ONCE]).update(is_current=False)
    Report.objects.bulk_update(drafts, ["signed_at", "is_current"], batch_size=AT_ONCE)
    Signature.objects.bulk_create(signatures, batch_size=AT_ONCE)

    emit_many([_signed(draft, signature, by) for draft, signature in zip(drafts, signatures, strict=True)])
    return drafts


def _check(
    campaign: Campaign,
    draft: Report,
    asked: Sequence[Mapping[str, Any]],
    by: people.Person,
    *,
    is_correction: bool,
) -> None:
    if draft.signed_at is not None:
        raise AlreadySigned
    if not draft.figures.all():
        raise NothingIsReported
    if campaign.wants_two and draft.written_by_id == by.pk:
        raise SomebodyElseSigns
    if is_correction and not draft.reason.strip():
        raise ReasonIsMissing
    if still := sorted({each["measure"] for each in asked if not each["answer"]}):
        where = ", ".join(still)
        raise QuestionsAreOpen(where=f"{draft.institution.code} ({where})" if draft.platform_id else where)


def _signed(draft: Report, signature: Signature, by: people.Person) -> ReportSigned:
    return ReportSigned(
        actor=by.uid,
        campaign=draft.campaign.uid,
        institution=draft.institution.uid,
        report=draft.uid,
        source=draft.source,
        number=draft.number,
        digest=signature.digest,
    )
