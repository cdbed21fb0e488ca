"""What those who look after platforms see, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Max, Q
from django.urls import reverse

from xingtan.catalog import public as catalog
from xingtan.harvest.models import Feed, Hold
from xingtan.people import public as people
from xingtan.universities import public as universities

MOST_SHOWN = 100
CHECKED_EVERY = timedelta(days=7)
AT_A_PLATFORM = 200


@dataclass(frozen=True)
class PlatformRow:
    """A platform as the desk lists it, everything ready."""

    name: str
    url: str
    tier: str
    country: str
    joined_on: date
    left_on: date | None
    courses: int
    dead: int
    seen_at: datetime | None
    feeds: int
    waits: bool
    errors: list[str] = field(default_factory=list)


def platforms_of(person: Any, *, manages: bool) -> list[PlatformRow]:
    """Give the platforms this person looks after; all of them to those who manage them."""
    platforms = catalog.Platform.objects.order_by("slug", "pk")
    if not manages:
        platforms = platforms.filter(contacts__person=person)
    shown = list(platforms)
    return [_row(each, *data) for each, data in zip(shown, _figures(shown), strict=True)]


def facts_of(platform: catalog.Platform) -> PlatformRow:
    """Give one platform as the desk lists it."""
    return _row(platform, *_figures([platform])[0])


def _figures(platforms: Sequence[catalog.Platform]) -> list[tuple[Any, ...]]:
    keys = [each.pk for each in platforms]
    live = catalog.Listing.objects.live().filter(platform__in=keys)
    counts = {
        row["platform"]: row
        for row in live.order_by().values("platform").annotate(count=Count("pk"), seen_at=Max("last_seen_at"))
    }
    dead = dict(
        live.filter(failed_checks__gte=catalog.Listing.CHECKS_TO_BE_DEAD)
        .order_by()
        .values_list("platform")
        .annotate(Count("pk"))
    )
    feeds: dict[int, list[Feed]] = {}
    for feed in Feed.objects.filter(platform__in=keys).order_by("pk"):
        feeds.setdefault(feed.platform_id, []).append(feed)
    waiting = Hold.objects.filter(feed__platform__in=keys, decided_at__isnull=True)
    held = set(waiting.values_list("feed__platform", flat=True))
    nothing = {"count": 0, "seen_at": None}
    return [(counts.get(key, nothing), dead.get(key, 0), feeds.get(key, []), key in held) for key in keys]


def _row(platform: catalog.Platform, counted: dict[str, Any], dead: int, feeds: list[Feed], waits: bool) -> PlatformRow:  # noqa: FBT001 - a figure like the others
    return PlatformRow(
        name=str(platform.name),
        url=reverse("harvest:platform", args=(platform.slug,)),
        tier=platform.get_tier_display(),
        country=platform.country,
        joined_on=platform.joined_on,
        left_on=platform.left_on,
        courses=counted["count"],
        dead=dead,
        seen_at=counted["seen_at"],
        feeds=len(feeds),
        waits=waits,
        errors=[each.last_error for each in feeds if each.last_error],
    )


def feeds_of(platform: catalog.Platform) -> list[Feed]:
    """Give the feeds of a platform."""
    return list(Feed.objects.filter(platform=platform).order_by("pk"))


def dead_links(platform: catalog.Platform) -> list[catalog.Listing]:
    """Give listings whose page did not answer three times in a row, the longest dead first."""
    dead = catalog.Listing.objects.live().filter(
        platform=platform, failed_checks__gte=catalog.Listing.CHECKS_TO_BE_DEAD
    )
    return list(
        dead.select_related("course__university")
        .defer("facts", "sources")
        .order_by("-failed_checks", "pk")[:MOST_SHOWN]
    )


def links_to_check(*, now: datetime, count: int) -> list[tuple[int, str]]:
    """Give listings whose page was not looked for in a week: some of each platform, those that wait longest first."""
    found: list[tuple[int, str]] = []
    for platform in catalog.Platform.objects.filter(left_on__isnull=True).order_by("pk").values_list("pk", flat=True):
        due = catalog.Listing.objects.live().filter(
            Q(checked_at__isnull=True) | Q(checked_at__lt=now - CHECKED_EVERY), platform=platform
        )
        order = due.order_by(F("checked_at").asc(nulls_first=True), "pk")
        found += order.values_list("pk", "url")[: min(AT_A_PLATFORM, count)]
    # Platforms take turns: one after the other would keep the last ones waiting.
    return sorted(found, key=lambda each: each[0] % 997)[:count]


def watchers_of(platform: catalog.Platform) -> list[people.Person]:
    """Give everybody who is told when something is wrong with a platform: its contacts, and the coordinators."""
    contacts = people.Person.objects.filter(pk__in=platform.contacts.values("person"))
    served = universities.Membership.objects.filter(role=universities.Role.COORDINATOR, university__isnull=True)
    coordinators = people.Person.objects.filter(pk__in=served.values("person"))
    return list((contacts | coordinators).distinct().order_by("pk"))
