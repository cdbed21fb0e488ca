"""Deed: courses are found by their words as they are now. Only listeners do this: the index has one writer."""

from collections.abc import Iterable
from uuid import UUID

from xingtan.catalog.queries import COLLECTION
from xingtan.search import public as search

BATCH = 1000


def index_courses(courses: Iterable[UUID]) -> None:
    """Read these courses again, and let them be found as they are now, or no longer."""
    ids = list(dict.fromkeys(map(str, courses)))
    for start in range(0, len(ids), BATCH):
        search.refresh(COLLECTION, ids[start : start + BATCH])
