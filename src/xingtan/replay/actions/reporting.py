"""What institutions and platforms only report is handed in, as a campaign of signed reports."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from xingtan.catalog import public as catalog
from xingtan.kernel import home
from xingtan.replay.rules import names
from xingtan.replay.rules.published import FIRST_DAY, INSTITUTIONS, LEAD_PLATFORMS, campaign_of
from xingtan.reporting import public as reporting

OFFICE = "Office of academic affairs"


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What was taken and what was not.

    :param institutions: all that are asked: the denominator
    """

    campaign: str
    institutions: int
    reports: int
    refused: int


def hand_in(*, until: date, now: datetime) -> HandedIn:
    """Ask all institutions for the period of the replay, and hand in what they say; a second time it is corrected.

    :raises FileNotFoundError: if no spring was generated here
    """
    said = json.loads(home.path("replay", "reports.json").read_text())
    campaign = _campaign(until, now)
    for number, tier in ((0, "lead"), (LEAD_PLATFORMS, "follower")):
        _platform(number, tier)
    taken = reporting.take_reports(
        campaign=campaign, rows=[_row(each) for each in said if not each["is_refused"]], now=now
    )
    refused = 0
    for each in said:
        if each["is_refused"]:
            try:
                reporting.take_reports(campaign=campaign, rows=[_row(each)], now=now)
            except reporting.RowIsWrong:
                refused += 1
    return HandedIn(campaign.slug, INSTITUTIONS, len(taken), refused)


def _campaign(until: date, now: datetime) -> reporting.Campaign:
    slug = campaign_of(until)
    there = reporting.Campaign.objects.filter(slug=slug).first()
    if there:
        return there
    reporting.list_institutions(rows=[_institution(number) for number in range(INSTITUTIONS)], by=None, now=now)
    campaign = reporting.add_campaign(
        slug=slug,
        by=None,
        measures=("teachers", "courses", "lessons", "attendances"),
        title={"en": f"Replay: teaching on line from 17 February to {until:%-d %B %Y}"},
        starts_on=FIRST_DAY,
        ends_on=until,
        as_of=until,
        due_at=now,
        release_at=now,
        zone="Asia/Shanghai",
    )
    return reporting.move_campaign(campaign=campaign, move="open", by=None, now=now)


def _institution(number: int) -> reporting.Listed:
    """Make an institution of the list; those after the first 1,454 never answer."""
    province = names.PROVINCES[number * 7 % len(names.PROVINCES)]
    name = names.university(number)
    is_later = number >= names.UNIVERSITIES
    return reporting.Listed(
        code=f"r{number + 1:04d}", name=f"{name} of {province}" if is_later else name, country="CN", province=province
    )


def _platform(number: int, tier: str) -> None:
    slug = platform_slug(f"p{number + 1:03d}")
    if not catalog.Platform.objects.filter(slug=slug).exists():
        catalog.platforms.register_platform(
            slug=slug,
            by=None,
            name={"en": names.platform(number)},
            country="CN",
            tier=tier,
            joined_on=date(2020, 1, 28),
        )


def platform_slug(code: str) -> str:
    """Give the address of a platform of the replay, by its code."""
    return f"replay-{code}"


def _row(said: Mapping[str, Any]) -> reporting.Taken:
    source = said["source"]
    return reporting.Taken(
        code=said["code"],
        values=said["values"],
        office=OFFICE,
        class_=said["class_"],
        source=source if source == "institution" else platform_slug(source),
        reason="The replay was generated again.",
    )
