"""What was reported, by whom, and who did not answer: what the census and the pages of a campaign read."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from xingtan.reporting import rules
from xingtan.reporting.models import Asked, Campaign, Figure, Institution, Report
from xingtan.reporting.models.reports import ITSELF
from xingtan.reporting.queries.aggregates import answered_by_program, handed_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """One figure of one institution, as one source signed it.

    :param university: the code of the institution
    :param officer: the office that signed; a person's name stays on the page of the report
    :param source: ``institution``, or the address of the platform that reports
    :param digest: by which the report is cited
    """

    university: str
    value: int
    class_: str
    officer: str
    signed_at: datetime
    evidence: str
    source: str
    report: UUID
    version: int
    digest: str
    campaign: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """An institution that was asked and has not reported itself.

    :param platforms: how many platforms reported of it, by a signed report or by figures of days
    """

    code: str
    name: str
    country: str
    province: str
    reminders: int
    platforms: int
    institution: int


def reported(
    measure: str,
    period: tuple[date, date] | None = None,
    *,
    campaign: Campaign | None = None,
    as_of: datetime | None = None,
    public_at: datetime | None = None,
) -> list[Reported]:
    """Give what each source signed last of each institution, by code and source.

    Of a campaign, the figures of days that platforms hand in by program are claims, too, each of them as one of the period.

    :param period: from the first day to the last; only campaigns that ask for exactly this one
    :param as_of: as it stood then: what was signed later is left out, and what it corrects is back
    :param public_at: only from campaigns whose embargo had ended at this moment
    """
    rows = Figure.objects.filter(measure=measure, report__signed_at__isnull=False)
    if period is not None:
        rows = rows.filter(report__campaign__starts_on=period[0], report__campaign__ends_on=period[1])
    if campaign is not None:
        rows = rows.filter(report__campaign=campaign)
    if public_at is not None:
        rows = rows.exclude(report__campaign__state=Campaign.State.DRAFT).filter(
            report__campaign__release_at__lte=public_at
        )
    rows = rows.filter(report__signed_at__lte=as_of) if as_of else rows.filter(report__is_current=True)
    values = rows.order_by("report__number", "report__signed_at", "pk").values_list(
        "report__institution__code", "value", "basis", "report__signature__office", "report__signed_at", "evidence",
        "report__source", "report__uid", "report__number", "report__signature__digest", "report__campaign__slug",
    )  # fmt: skip
    # A later version of the same source stands in the place of the earlier one.
    latest = {(row[0], row[6], row[10]): row for row in values}
    signed = [_reported(latest[key]) for key in sorted(latest)]
    if campaign is None or (public_at is not None and not campaign.is_released(public_at)):
        return signed
    return sorted([*signed, *_by_program(measure, campaign, as_of)], key=lambda each: (each.university, each.source))


def _by_program(measure: str, campaign: Campaign, as_of: datetime | None) -> list[Reported]:
    return [
        Reported(
            university=each.code, value=each.value(measure), class_="platform", officer=each.platform,
            signed_at=each.at, evidence="", source=each.platform, report=each.batch, version=each.number,
            digest=each.digest(measure), campaign=campaign.slug,
        )
        for each in handed_in(measure, campaign, as_of=as_of)
    ]  # fmt: skip


def _reported(row: Sequence[Any]) -> Reported:
    return Reported(
        university=row[0], value=row[1], class_=row[2], officer=row[3], signed_at=row[4], evidence=row[5],
        source=row[6], report=row[7], version=row[8], digest=row[9], campaign=row[10],
    )  # fmt: skip


def claims_of(found: Iterable[Reported]) -> list[rules.Claim]:
    """Make claims of what was reported, for ``settle``."""
    return [rules.Claim(each.university, each.value, each.class_, each.source) for each in found]


def answers_of_platforms(campaign: Campaign) -> Counter[str]:
    """Count the platforms that answered for each institution, by its code: two queries.

    Who handed figures of days in by program has answered, as who signed a report has; who did both answered once.
    """
    signed = Report.objects.current().filter(~Q(source=ITSELF), campaign=campaign)
    told = set(signed.values_list("institution__code", "source")) | answered_by_program(campaign)
    return Counter(code for code, _platform in told)


def unanswered(campaign: Campaign) -> list[Unanswered]:
    """Give the institutions that were asked and have signed nothing themselves, by code: four queries."""
    signed = Report.objects.current().filter(campaign=campaign, source=ITSELF)
    itself = set(signed.values_list("institution", flat=True))
    platforms = answers_of_platforms(campaign)
    rows = Asked.objects.filter(campaign=campaign).order_by("institution__code")
    names = ("institution", "institution__code", "institution__name", "institution__country",
             "institution__province", "reminders")  # fmt: skip
    return [
        Unanswered(
            institution=key, code=code, name=name, country=country, province=province, reminders=reminders,
            platforms=platforms[code],
        )
        for key, code, name, country, province, reminders in rows.values_list(*names)
        if key not in itself
    ]  # fmt: skip


def last_values(campaign: Campaign, institution: Institution | None = None) -> dict[tuple[int, str], dict[str, int]]:
    """Give what each source said of each institution in the campaign before this one: one query."""
    rows = Figure.objects.filter(report__is_current=True, report__campaign__ends_on__lt=campaign.ends_on)
    if institution is not None:
        rows = rows.filter(report__institution=institution)
    found: dict[tuple[int, str], dict[str, int]] = {}
    values = rows.order_by("report__campaign__ends_on", "pk")
    for key, source, measure, value in values.values_list("report__institution", "report__source", "measure", "value"):
        found.setdefault((key, source), {})[measure] = value
    return found


def questions_with_answers(
    figures: Sequence[Figure], before: Mapping[str, int], students: int | None
) -> list[dict[str, Any]]:
    """Ask what looks odd in these figures; the comment beside a figure answers."""
    said = {each.measure: each.comment.strip() for each in figures}
    asked = rules.questions_of({each.measure: each.value for each in figures}, before, students)
    return [
        {"key": each.key, "measure": each.measure, "facts": dict(each.facts), "answer": said.get(each.measure, "")}
        for each in asked
    ]
