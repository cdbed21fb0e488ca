"""Questions about what people asked us to remember: searches, waiting, and reports of something wrong."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from xingtan.catalog import public as catalog
from xingtan.readers.models import Correction, Interest, SavedSearch, Taste

# A little less than a day and a week, so that a task that is late one day is not late for ever.
DAILY = timedelta(hours=20)
WEEKLY = timedelta(days=6, hours=20)


def searches_of(person: Any) -> list[SavedSearch]:
    """Give the searches this person keeps, the newest first."""
    return list(SavedSearch.objects.filter(person=person).order_by("-pk"))


def searches_due(*, now: datetime) -> Iterator[SavedSearch]:
    """Give the searches to be asked again."""
    due = Q(pace=SavedSearch.Pace.DAILY, looked_at__lte=now - DAILY) | Q(
        pace=SavedSearch.Pace.WEEKLY, looked_at__lte=now - WEEKLY
    )
    rows = SavedSearch.objects.filter(due, person__is_active=True).select_related("person")
    return iter(rows.order_by("pk").iterator(chunk_size=500))


def new_since(kept: SavedSearch, *, until: datetime) -> tuple[int, list[str]]:
    """Tell how much was published since the search was last looked at, and the titles of the first few."""
    wanted = catalog.wanted.wanted_of(kept.query)
    return catalog.asking.new_between(wanted, since=kept.looked_at, until=until)


def knows_dates(course: catalog.Course, *, now: datetime) -> bool:
    """Test whether the course says when it begins next."""
    return not {"soon", "later"}.isdisjoint(catalog.offers.when_of([course], now=now)[course.pk].states)


def waits_for(person: Any, course: catalog.Course) -> bool:
    """Test whether this person wants to know when the course opens."""
    return Interest.objects.filter(person=person, course=course, told_at__isnull=True).exists()


def awaited(uids: Sequence[UUID], *, now: datetime) -> list[tuple[catalog.Course, bool]]:
    """Find which of these courses somebody waits for and there is something to tell of: whether one can begin now.

    Two queries; one if nobody waits.
    """
    rows = catalog.Course.objects.published().filter(
        pk__in=Interest.objects.filter(told_at__isnull=True, course__uid__in=uids).values("course")
    )
    courses = list(rows.select_related("university").order_by("pk"))
    timed = catalog.offers.when_of(courses, now=now) if courses else {}
    told = ((each, set(timed[each.pk].states)) for each in courses)
    return [(each, bool(catalog.offers.OPEN & states)) for each, states in told if states - {"ended"}]


def hides_similar(person: Any) -> bool:
    """Test whether this person wants no similar courses; who has not said, wants them."""
    return bool(person.is_authenticated and Taste.objects.filter(person=person, hides_similar=True).exists())


def corrections_to_settle(person: Any, *, is_waiting: bool = True) -> Any:
    """Give the reports this person may settle, the newest first; or those that were settled."""
    rows = Correction.objects.to_settle_by(person).filter(settled_at__isnull=is_waiting)
    return rows.select_related("course", "course__university", "platform", "settled_by").order_by("-pk")
