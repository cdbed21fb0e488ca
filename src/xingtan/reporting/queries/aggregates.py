"""What platforms hand in as figures of days, as one figure of a period for each institution and platform: one query."""

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from xingtan.reporting import rules
from xingtan.reporting.models import Aggregate, Asked, Campaign


@dataclass(slots=True)
class Handed:
    """What one platform handed in of one institution.

    :param days: the last word of each day
    :param batch: the last batch that told of it, and its sequence
    """

    code: str
    platform: str
    batch: UUID
    number: int
    at: datetime
    days: dict[date, int] = field(default_factory=dict)

    def value(self, measure: str) -> int:
        """Give the figure of the period."""
        return rules.of_period(measure, self.days)

    def digest(self, measure: str) -> str:
        """Give what it is cited by: the hash of the last words of all its days."""
        told = "\n".join(f"{day} {value}" for day, value in sorted(self.days.items()))
        return hashlib.sha256(f"{self.platform} {self.code} {measure}\n{told}".encode()).hexdigest()


def handed_in(measure: str, campaign: Campaign, *, as_of: datetime | None = None) -> list[Handed]:
    """Give what was handed in of the institutions that a campaign asks, about its period, by code and platform.

    :param as_of: what came later is left out
    """
    rows = _about(campaign).filter(measure=measure)
    rows = rows.filter(batch__received_at__lte=as_of) if as_of else rows
    names = ("code", "batch__stream__platform__slug", "day", "value", "batch__uid", "batch__number")
    found: dict[tuple[str, str], Handed] = {}
    # In the order they came: the last word about a day stands.
    for code, platform, day, value, batch, number, at in rows.order_by("pk").values_list(*names, "batch__received_at"):
        handed = found.setdefault((code, platform), Handed(code, platform, batch, number, at))
        handed.days[day] = value
        handed.batch, handed.number, handed.at = batch, number, at
    return [found[key] for key in sorted(found)]


def answered_by_program(campaign: Campaign) -> set[tuple[str, str]]:
    """Give the institutions and platforms of which a figure that the campaign asks for was handed in: one query."""
    measures = campaign.questions.values("measure")
    rows = _about(campaign).filter(measure__in=measures).values_list("code", "batch__stream__platform__slug")
    return set(rows.order_by().distinct())


def _about(campaign: Campaign) -> "QuerySet[Aggregate]":
    """Keep what is of the period, and of the institutions that are asked."""
    asked = Asked.objects.filter(campaign=campaign).values("institution__code")
    return Aggregate.objects.filter(day__range=(campaign.starts_on, campaign.ends_on), code__in=asked)
