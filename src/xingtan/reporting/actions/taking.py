"""Deeds: many signed reports are handed in at once, by a program or from a table; all of them, or none."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from xingtan.catalog import public as catalog
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.reporting import queries, rules
from xingtan.reporting.actions.signing import Signer, definitions_of, sealed
from xingtan.reporting.events import ReportsTaken
from xingtan.reporting.models import Campaign, Figure, Institution, Report, Signature
from xingtan.reporting.models.reports import ITSELF, MOST

AT_ONCE = 500


class CodeIsUnknown(RuleBroken):
    """A report is of an institution that the campaign asks."""

    message = _("The campaign does not ask “%(code)s”. Nothing was kept.")


class RowIsWrong(RuleBroken):
    """What is handed in by program is looked at, too."""

    message = _("What is reported of “%(code)s” cannot be kept: %(why)s. Nothing was kept.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What one source says of one institution, as a program hands it in.

    :param values: each measure's number
    :param source: ``institution``, or the address of the platform that reports
    :param comments: by measure; the comment of a figure that looks odd answers the question it raises
    :param evidence: an address at which it is shown
    :param reason: why an earlier version is corrected
    """

    code: str
    values: Mapping[str, int]
    office: str
    officer: str = ""
    class_: str = "institution"
    source: str = ITSELF
    evidence: str = ""
    comments: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""


@deed
def take_reports(*, campaign: Campaign, rows: Iterable[Taken], now: datetime) -> list[Report]:
    """Keep many signed reports at once: a new version where there was one, each under the seal of its institution.

    :raises CodeIsUnknown: if the campaign does not ask one of them
    :raises RowIsWrong: if a row says what cannot be kept
    """
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    taken = list(rows)
    asked = {
        each.code: each for each in Institution.objects.filter(asked__campaign=campaign).select_related("university")
    }
    platforms = {each.slug: each for each in catalog.Platform.objects.all()}
    measures = set(campaign.questions.values_list("measure", flat=True))
    seen: set[tuple[str, str]] = set()
    for row in taken:
        if row.code not in asked:
            raise CodeIsUnknown(code=row.code[:60])
        if why := _fault(row, measures, platforms, seen):
            raise RowIsWrong(code=row.code, why=why)
        seen.add((row.code, row.source))

    made = _store(campaign, taken, asked, platforms, now)
    emit(ReportsTaken(campaign=campaign.uid, reports=len(made)))
    return made


def _fault(row: Taken, measures: set[str], platforms: Mapping[str, Any], seen: set[tuple[str, str]]) -> str:
    """Say what is wrong with a row; nothing if it can be kept."""
    if (row.code, row.source) in seen:
        return str(_("it is there twice"))
    if row.source != ITSELF and row.source not in platforms:
        return str(_("there is no platform “%(source)s”")) % {"source": row.source[:60]}
    if row.class_ not in rules.CLASSES:
        return str(_("there is no class “%(name)s”")) % {"name": row.class_[:40]}
    if unknown := sorted(set(row.values) - measures):
        return str(_("the campaign does not ask for “%(name)s”")) % {"name": unknown[0][:40]}
    if not row.values or any(type(each) is not int or not 0 <= each <= MOST for each in row.values.values()):
        return str(_("figures are whole numbers, none below zero"))
    return ""


def _store(
    campaign: Campaign,
    taken: Sequence[Taken],
    asked: Mapping[str, Institution],
    platforms: Mapping[str, catalog.Platform],
    now: datetime,
) -> list[Report]:
    signed, drafts = _versions(campaign)
    definitions, before = definitions_of(campaign), queries.last_values(campaign)
    reports, figures, signatures = [], [], []
    for row in taken:
        institution = asked[row.code]
        key = (institution.pk, row.source)
        number, replaces = signed.get(key, (0, ""))
        report = Report(
            campaign=campaign,
            institution=institution,
            platform=platforms.get(row.source),
            source=row.source,
            number=max(number, drafts.get(key, 0)) + 1,
            reason=row.reason[:2000] or ("–" if number else ""),
            written_at=now,
            signed_at=now,
            is_current=True,
        )
        said = [
            Figure(
                report=report,
                measure=measure,
                value=value,
                basis=row.class_,
                evidence=row.evidence[:500],
                comment=row.comments.get(measure, "")[:1000],
            )
            for measure, value in row.values.items()
        ]
        signer = Signer(name=row.officer[:150], office=row.office[:120])
        signature = sealed(
            report,
            campaign=campaign,
            figures=said,
            definitions=definitions,
            questions=queries.questions_with_answers(said, before.get(key, {}), institution.students),
            signer=signer,
            replaces=replaces,
            now=now,
        )
        reports.append(report)
        figures += said
        signatures.append(signature)
    _no_longer_current(campaign, reports)
    Report.objects.bulk_create(reports, batch_size=AT_ONCE)
    Figure.objects.bulk_create(figures, batch_size=AT_ONCE)
    Signature.objects.bulk_create(signatures, batch_size=AT_ONCE)
    return reports


def _versions(campaign: Campaign) -> tuple[dict[tuple[int, str], tuple[int, str]], dict[tuple[int, str], int]]:
    """Give the last signed version of each source with its digest, and the number of each draft."""
    rows = Report.objects.filter(campaign=campaign).order_by("number")
    signed = rows.signed().values_list("institution", "source", "number", "signature__digest")
    drafts = rows.drafts().values_list("institution", "source", "number")
    return {(i, s): (n, d) for i, s, n, d in signed}, {(i, s): n for i, s, n in drafts}


def _no_longer_current(campaign: Campaign, reports: Sequence[Report]) -> None:
    replaced = {(each.institution_id, each.source) for each in reports if each.number > 1}
    if not replaced:
        return
    current = Report.objects.current().filter(campaign=campaign).values_list("pk", "institution", "source")
    old = [key for key, institution, source in current if (institution, source) in replaced]
    for start in range(0, len(old), AT_ONCE):
        Report.objects.filter(pk__in=old[start : start + AT_ONCE]).update(is_current=False)
