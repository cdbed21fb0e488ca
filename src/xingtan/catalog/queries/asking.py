"""The same search, asked again: what is new in it, what it is in words, and what turned as time went by."""

from datetime import datetime
from uuid import UUID

from xingtan.catalog.queries.cards import courses_by_uid
from xingtan.catalog.queries.documents import COLLECTION
from xingtan.catalog.queries.labels import labels
from xingtan.catalog.rules import Wanted
from xingtan.search import public as search

SHOWN = 5
MOST_TURNED = 1000


def new_between(wanted: Wanted, *, since: datetime, until: datetime) -> tuple[int, list[str]]:
    """Tell how much that fits was published since then, and the titles of the first few."""
    found = search.find(
        COLLECTION,
        wanted.words,
        filters=wanted.filters,
        ranges={"made": (int(since.timestamp()), int(until.timestamp()) - 1)},
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
