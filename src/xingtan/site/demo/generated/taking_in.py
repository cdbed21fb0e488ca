"""Generated courses come into the catalogue as gathered ones do."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import groupby, islice

from xingtan.catalog import public as catalog
from xingtan.catalog.registry import Facts
from xingtan.site.demo.generated import courses as making
from xingtan.site.demo.generated.places import platforms

PAGE = 1000


def take_in(
    *,
    courses: int,
    now: datetime,
    planted: list[making.Planted] | None = None,
    say: Callable[[str], object] = lambda platform: None,
) -> None:
    """Register the platforms and take in all their courses. Doing so again changes nothing."""
    known = {
        host.slug: catalog.Platform.objects.filter(slug=host.slug).first()
        or catalog.platforms.register_platform(
            slug=host.slug,
            name={"en": host.name},
            operator=host.name,
            country=host.country,
            website=f"https://{host.slug}.example.org/",
            tier="lead" if host.is_lead else "follower",
            joined_on=date(2020, 2, 5),
            by=None,
        )
        for host in platforms(courses)
    }
    for platform, listed in groupby(making.courses(courses, planted=planted), key=lambda each: each.platform):
        say(platform)
        for page in _pages(each.facts for each in listed):
            catalog.listings.take_in(platform=known[platform], found=page, source="generated", now=now)


def _pages(facts: Iterator[Facts]) -> Iterator[list[Facts]]:
    while page := list(islice(facts, PAGE)):
        yield page
