"""How far a campaign is, what it found, and what waits for whom at the desk."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count

from xingtan.catalog import public as catalog
from xingtan.reporting import access, rules
from xingtan.reporting.models import Asked, Campaign, Figure, Institution, Question, Report
from xingtan.reporting.models.reports import ITSELF
from xingtan.reporting.queries.reported import claims_of, last_values, questions_with_answers, reported
from xingtan.reporting.queries.wording import amount


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How many of those who were asked have answered."""

    asked: int
    answered: int

    @property
    def missing(self) -> int:
        """Count those who have not."""
        return self.asked - self.answered


@dataclass(frozen=True, kw_only=True)
class Total:
    """What was reported of one measure: each institution once, and what the sum rests on."""

    question: Question
    institutions: int
    value: int
    by_class: dict[str, rules.Share]

    @property
    def amount(self) -> str:
        """Write the total as its reader does."""
        return amount(self.value)

    @property
    def shares(self) -> list[tuple[str, int, str, float]]:
        """Give for each class that there is: its name, its institutions, its sum and what part of the whole it is."""
        return [
            (
                str(Figure.Class(name).label),
                each.institutions,
                amount(each.value),
                each.value / self.value if self.value else 0.0,
            )
            for name, each in self.by_class.items()
            if each.institutions
        ]


@dataclass(frozen=True, kw_only=True)
class Place:
    """A campaign and an institution or a platform that one reports for."""

    campaign: Campaign
    institution: Institution | None = None
    platform: catalog.Platform | None = None
    is_answered: bool = False


@dataclass(kw_only=True)
class Desk:
    """What waits for somebody."""

    places: list[Place] = field(default_factory=list)
    campaigns: list[tuple[Campaign, Progress]] = field(default_factory=list)


def progress_of(campaigns: Sequence[Campaign]) -> dict[int, Progress]:
    """Count for each campaign who was asked and who answered: two queries."""
    asked = dict(
        Asked.objects.filter(campaign__in=campaigns).values_list("campaign").annotate(count=Count("pk")).order_by()
    )
    signed = Report.objects.current().filter(campaign__in=campaigns, source=ITSELF)
    answered = dict(signed.values_list("campaign").annotate(count=Count("pk")).order_by())
    return {each.pk: Progress(asked=asked.get(each.pk, 0), answered=answered.get(each.pk, 0)) for each in campaigns}


def totals_of(campaign: Campaign) -> list[Total]:
    """Add up each measure, every institution once: a query a measure."""
    found = []
    for question in campaign.questions.order_by("place", "pk"):
        settled = rules.settle({}, claims_of(reported(question.measure, campaign=campaign)))
        value = sum(each.value for each in settled)
        shares = rules.share_by_class(settled)
        found.append(Total(question=question, institutions=len(settled), value=value, by_class=shares))
    return found


def desk_of(person: Any, *, coordinates: bool) -> Desk:
    """Give what waits for this person: what they are asked, and for coordinators every campaign."""
    desk = Desk()
    open_ = Campaign.objects.filter(state=Campaign.State.OPEN)
    mine = list(access.institutions_of(person).order_by("code"))
    rows = Asked.objects.filter(campaign__in=open_, institution__in=mine).select_related("campaign", "institution")
    answered = set(
        Report.objects.current()
        .filter(campaign__in=open_, institution__in=mine, source=ITSELF)
        .values_list("campaign", "institution")
    )
    desk.places = [
        Place(
            campaign=each.campaign,
            institution=each.institution,
            is_answered=(each.campaign_id, each.institution_id) in answered,
        )
        for each in rows.order_by("campaign__due_at", "institution__code")
    ]
    spoken = list(access.platforms_of(person).order_by("slug"))
    if spoken:
        desk.places += [
            Place(campaign=each, platform=platform) for each in open_.order_by("due_at", "pk") for platform in spoken
        ]
    if coordinates:
        every = list(Campaign.objects.order_by("-pk"))
        counted = progress_of(every)
        desk.campaigns = [(each, counted[each.pk]) for each in every]
    return desk


def questions_of(campaign: Campaign) -> list[Question]:
    """Give what the campaign asks for, in its order."""
    return list(campaign.questions.order_by("place", "pk"))


def asked_of(report: Report) -> list[dict[str, Any]]:
    """Ask what looks odd in a draft; what was asked of a signed report stands in its signature."""
    before = last_values(report.campaign, report.institution).get((report.institution_id, report.source), {})
    figures = list(report.figures.order_by("pk"))
    return questions_with_answers(figures, before, report.institution.students)


def versions_of(campaign: Campaign, institution: Institution, source: str = ITSELF) -> list[Report]:
    """Give every version of what a source says of an institution, the newest first."""
    rows = Report.objects.filter(campaign=campaign, institution=institution, source=source)
    return list(rows.select_related("signature", "written_by", "institution", "campaign").order_by("-number"))


def releases(now: datetime) -> tuple[list[Campaign], list[Campaign]]:
    """Give what is released, the newest first, and what the calendar announces, the next first."""
    released = Campaign.objects.released(now).order_by("-release_at", "pk")
    announced = [each for each in Campaign.objects.announced(now).order_by("release_at", "pk") if str(each.announced)]
    return list(released), announced
