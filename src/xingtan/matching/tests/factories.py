"""Entries of partners that look alike."""

from datetime import UTC, date, datetime
from typing import Any

from xingtan.catalog import public as catalog
from xingtan.catalog.registry import Facts, Institution
from xingtan.matching import actions
from xingtan.matching.models import Proposal

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


def platform(slug: str) -> catalog.Platform:
    """Register a platform."""
    return catalog.Platform.objects.create(
        slug=slug,
        name={"en": slug.title()},
        country="EE",
        website=f"https://{slug}.example.org/",
        joined_on=date(2020, 2, 5),
    )


def listed(platform: catalog.Platform, remote_id: str, title: str, **facts: Any) -> catalog.Course:
    """Take in one course that a platform lists."""
    said = Facts(
        remote_id=remote_id,
        url=f"https://{platform.slug}.example.org/{remote_id}",
        title={"en": title},
        languages=("en",),
        institutions=(Institution(name={"en": "University of Calden"}, country="EE"),),
        **{"teachers": ("Grace Mensah",), **facts},
    )
    catalog.listings.take_in(platform=platform, found=[said], source="test", now=NOW)
    return catalog.Listing.objects.select_related("course").get(platform=platform, remote_id=remote_id).course


def pair(number: int = 1) -> Proposal:
    """Propose two entries as one course."""
    platforms = [catalog.Platform.objects.filter(slug=slug).first() or platform(slug) for slug in ("terra", "aqua")]
    one, _ = (listed(each, f"c{number}", f"Course {number * 'x'} of maps") for each in platforms)
    actions.propose(university=one.university_id, now=NOW)
    return Proposal.objects.get(one=one)
