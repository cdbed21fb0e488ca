"""What waits for coordinators."""

from dataclasses import dataclass
from datetime import datetime

from xingtan.directory.models import Intake, Report, Step, Version
from xingtan.directory.queries.entries import Entry, made_of
from xingtan.directory.rules import standing

MOST_SHOWN = 200


@dataclass(frozen=True)
class Waiting:
    """Entries that wait for the same thing."""

    status: str
    entries: list[Entry]


@dataclass(frozen=True)
class Desk:
    """All that waits."""

    waiting: list[Waiting]
    flagged: list[Entry]
    stale: list[Entry]
    reports: list[Report]
    intakes: list[Intake]


def desk(*, now: datetime) -> Desk:
    """Give what waits for coordinators: queries as many as there are kinds of it, not things."""
    rows = Version.objects.select_related("solution").order_by("solution")
    made = made_of(list(rows.standing(now, *standing.WAITING)[:MOST_SHOWN]), moment=now, now=now)
    listed = rows.listed(now)
    flagged = listed.filter(solution__links__flagged_at__isnull=False).distinct()[:MOST_SHOWN]
    old = now - standing.STALE_AFTER
    fresh = Step.objects.filter(status=standing.LISTED, at__gt=old).values("solution")
    stale = listed.filter(valid_from__lte=old).exclude(solution__in=fresh)[:MOST_SHOWN]
    return Desk(
        waiting=[
            Waiting(status, [each for each in made if each.status == status])
            for status in standing.WAITING
            if any(each.status == status for each in made)
        ],
        flagged=made_of(list(flagged), moment=now, now=now),
        stale=made_of(list(stale), moment=now, now=now),
        reports=list(
            Report.objects.filter(closed_at__isnull=True)
            .select_related("solution", "person")
            .order_by("pk")[:MOST_SHOWN]
        ),
        intakes=list(Intake.objects.select_related("by").order_by("-pk")[:10]),
    )


def to_mark_due(*, now: datetime) -> list[int]:
    """Give the keys of entries that were listed or confirmed a year ago or more."""
    rows = Version.objects.standing(now, standing.LISTED)
    recent = Step.objects.filter(status=standing.LISTED, at__gt=now - standing.REVIEW_AFTER).values("solution")
    return list(rows.exclude(solution__in=recent).order_by("solution").values_list("solution", flat=True))
