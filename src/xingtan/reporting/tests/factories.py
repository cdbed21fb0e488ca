"""Institutions by their codes, campaigns, and what is reported in them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from xingtan.catalog import public as catalog
from xingtan.people import public as people
from xingtan.reporting import actions, rules
from xingtan.reporting.models import Aggregate, Batch, Campaign, Institution, Stream

FROM, TO = date(2020, 2, 17), date(2020, 4, 3)


def institutions(count: int, **facts: Any) -> list[Institution]:
    """List so many institutions, 00001 and on."""
    from django.utils import timezone

    rows = [
        rules.Listed(code=f"{number:05}", name=f"Institute {number}", country="CN", **facts)
        for number in range(1, count + 1)
    ]
    actions.list_institutions(rows=rows, by=None, now=timezone.now())
    return list(Institution.objects.order_by("code"))


def written(by: people.Person | None, now: datetime, slug: str = "spring-2020", **facts: Any) -> Campaign:
    """Write a campaign of the spring of 2020."""
    said: dict[str, Any] = {
        "title": {"en": "Teaching in the spring of 2020"},
        "starts_on": FROM,
        "ends_on": TO,
        "as_of": TO,
        "due_at": now + timedelta(days=20),
        "release_at": now + timedelta(days=40),
    }
    return actions.add_campaign(slug=slug, by=by, **{**said, **facts})


def opened(by: people.Person | None, now: datetime, slug: str = "spring-2020", **facts: Any) -> Campaign:
    """Open a campaign; nobody is reminded unless it says so."""
    is_reminding = facts.pop("is_reminding", False)
    campaign = written(by, now, slug, **facts)
    return actions.move_campaign(campaign=campaign, move="open", by=by, now=now, is_reminding=is_reminding)


def taken(
    code: str, *, source: str = "institution", class_: str = "institution", reason: str = "", **values: int
) -> actions.Taken:
    """Report of an institution, as a program hands it in."""
    return actions.Taken(
        code=code, values=values, office="Registrar", officer="Li Na", source=source, class_=class_, reason=reason
    )


def handed_in(slug: str, at: datetime, day: date, measure: str, **values: int) -> None:
    """Let a platform hand in a day's figure of institutions, by their codes (``c00001=7``)."""
    platform = catalog.Platform.objects.create(
        slug=slug, country="CN", website=f"https://{slug}.example", joined_on=day
    )
    stream = Stream.objects.create(platform=platform, kind="operation")
    batch = Batch.objects.create(stream=stream, number=1, received_at=at, is_accepted=True)
    for code, value in values.items():
        Aggregate.objects.create(batch=batch, code=code[1:], measure=measure, day=day, value=value)
