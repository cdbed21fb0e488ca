"""Where and when a course can be taken: its platforms, what each says and since when, its next beginning."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.dateparse import parse_datetime

from xingtan.catalog.models import Course, Listing, Platform, Run
from xingtan.catalog.queries.labels import name_of_field
from xingtan.catalog.rules import is_open, web_address
from xingtan.catalog.rules.timing import Span, When, when

OPEN = {"now", "any"}


@dataclass(frozen=True)
class Source:
    """One thing a platform says, with the moment it changed last and the format it came by."""

    field: str
    since: datetime | None
    format: str


@dataclass(frozen=True)
class Place:
    """A platform that shows the course, or showed it."""

    platform: str
    platform_url: str
    url: str
    first_seen_at: datetime
    last_seen_at: datetime
    gone_at: datetime | None
    # Its page was looked for three times in vain, a week apart.
    is_dead: bool
    sources: list[Source]


@dataclass(frozen=True)
class Day:
    """When a partner runs the course."""

    starts_on: date | None
    ends_on: date | None


def places_of(course: Course) -> list[Place]:
    """Give every platform that shows the course, its host first, those that dropped it last: one query."""
    rows = Listing.objects.filter(course=course).select_related("platform").order_by("pk")
    order = sorted(rows, key=lambda each: (each.gone_at is not None, each.platform_id != course.host_id))
    return [_place(each) for each in order]


def days_of(course: Course) -> list[Day]:
    """Give the dates that the course's platform says, the next first."""
    days = [Day(_day(each.get("starts_on")), _day(each.get("ends_on"))) for each in course.dates]
    return sorted(days, key=lambda each: each.starts_on or date.max)


def when_of(courses: Iterable[Course], *, now: datetime) -> dict[int, When]:
    """Tell when each of these courses can be begun: one query."""
    listed = list(courses)
    spans = spans_of_runs([each.pk for each in listed if each.is_ours])
    moment = int(now.timestamp())
    return {
        each.pk: when(spans.get(each.pk, []) if each.is_ours else map(span_of, each.dates), moment) for each in listed
    }


def is_open_now(course: Course, runs: Sequence[Run], timed: When, *, now: datetime) -> bool:
    """Test whether one can take the course, or a place in it, at this moment."""
    if course.is_ours:
        return any(is_open(run.opens_at, run.closes_at, now) for run in runs)
    return bool(OPEN.intersection(timed.states))


def platforms_showing(course: Course) -> list[Platform]:
    """Give the partners that show the course, its host first: one query, or none for a course of ours."""
    if course.host is None:
        return []
    rows = Listing.objects.live().filter(course=course).select_related("platform").order_by("pk")
    shown = {each.platform_id: each.platform for each in rows}
    return sorted(shown.values(), key=lambda each: each.pk != course.host_id) or [course.host]


def spans_of_runs(courses: Sequence[int]) -> dict[int, list[Span]]:
    """Give when these courses of ours run, by key: one query, or none for none."""
    found: dict[int, list[Span]] = {}
    if not courses:
        return found
    moments = ("opens_at", "starts_at", "ends_at", "closes_at")
    rows = Run.objects.filter(course__in=courses, status=Run.Status.PUBLISHED)
    for course, is_self_paced, *said in rows.values_list("course_id", "is_self_paced", *moments):
        opens, starts, ends, closes = (each and int(each.timestamp()) for each in said)
        # Where only the enrolment has a date, one can begin when it opens.
        found.setdefault(course, []).append(Span(starts or opens, ends, closes, is_self_paced))
    return found


def span_of(said: dict[str, str | None]) -> Span:
    """Read when a course runs on its platform. The last day is one of the course."""
    starts, ends = _seconds(said.get("starts_on")), _seconds(said.get("ends_on"))
    return Span(starts, ends and ends + DAY_SECONDS)


DAY_SECONDS = 24 * 60 * 60
_EPOCH = date(1970, 1, 1)


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said[:10]) if said else None


def _seconds(said: str | None) -> int | None:
    return (date.fromisoformat(said[:10]) - _EPOCH).days * DAY_SECONDS if said else None


def _place(listing: Listing) -> Place:
    return Place(
        platform=str(listing.platform),
        platform_url=listing.platform.get_absolute_url(),
        url=web_address(listing.url),
        first_seen_at=listing.first_seen_at,
        last_seen_at=listing.last_seen_at,
        gone_at=listing.gone_at,
        is_dead=listing.failed_checks >= Listing.CHECKS_TO_BE_DEAD,
        sources=[
            Source(
                name_of_field(field),
                parse_datetime(said[0]) if said and said[0] else None,
                said[1] if len(said) > 1 else "",
            )
            for field, said in sorted(listing.sources.items())
        ],
    )
