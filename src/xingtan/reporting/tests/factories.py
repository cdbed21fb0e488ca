"""Institutions by their codes, campaigns, and what is reported in them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from xingtan.people import public as people
from xingtan.reporting import actions, rules
from xingtan.reporting.models import Campaign, Institution

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
