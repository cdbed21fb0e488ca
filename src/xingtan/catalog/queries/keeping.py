"""Questions about what people asked us to remember: searches, and reports of something wrong."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from xingtan.catalog.models import Correction, SavedSearch
from xingtan.catalog.queries.cards import courses_by_uid
from xingtan.catalog.queries.documents import COLLECTION
from xingtan.catalog.queries.labels import labels
from xingtan.catalog.rules import Wanted, wanted_of
from xingtan.search import public as search

# A little less than a day and a week, so that a task that is late one day is not late for ever.
DAILY = timedelta(hours=20)
WEEKLY = timedelta(days=6, hours=20)
SHOWN = 5
MOST_TURNED = 1000


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
    wanted = wanted_of(kept.query)
    found = search.find(
        COLLECTION,
        wanted.words,
        filters=wanted.filters,
        ranges={"made": (int(kept.looked_at.timestamp()), int(until.timestamp()) - 1)},
        sort="-made",
        limit=SHOWN,
    )
    return found.total, [str(each.title) for each in courses_by_uid(found.ids)]


def words_of(wanted: Wanted) -> str:
    """Say a search in words: what was typed, then what was chosen."""
    said = [f"“{wanted.words}”"] if wanted.words else []
    for facet, values in wanted.chosen.items():
        said += labels(facet, values).values()
    return ", ".join(said)


def turned(*, now: datetime) -> list[UUID]:
    """Find the courses for which time went by: by what the index knows, they change before now."""
    found: list[UUID] = []
    after = ""
    while True:
        some = search.find(
            COLLECTION, "", ranges={"turns": (None, int(now.timestamp()))}, sort="turns", after=after, limit=MOST_TURNED
        )
        found += map(UUID, some.ids)
        if not some.next:
            return found
        after = some.next


def corrections_to_settle(person: Any, *, is_waiting: bool = True) -> Any:
    """Give the reports this person may settle, the newest first; or those that were settled."""
    rows = Correction.objects.to_settle_by(person).filter(settled_at__isnull=is_waiting)
    return rows.select_related("course", "course__university", "platform", "settled_by").order_by("-pk")
