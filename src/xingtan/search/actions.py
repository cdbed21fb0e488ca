"""Keeping the index as the rooms are. Only the relay calls these: an index has one writer."""

from collections.abc import Iterable, Sequence
from itertools import islice

from xingtan.search.queries import index_of
from xingtan.search.registry import collections

BATCH = 1000


def refresh(collection: str, ids: Sequence[str]) -> None:
    """Read these things from their room again, and write them as they are now."""
    documents = list(collections[collection].documents(ids))
    there = {document.id for document in documents}
    index_of(collection).replace(documents, gone=[each for each in ids if each not in there])


def rebuild(collection: str) -> int:
    """Build the index anew from the room. Returns how many ids it read."""
    index_of(collection).clear()
    count = 0
    for ids in _batches(collections[collection].ids()):
        refresh(collection, ids)
        count += len(ids)
    return count


def _batches(ids: Iterable[str]) -> Iterable[list[str]]:
    rest = iter(ids)
    while some := list(islice(rest, BATCH)):
        yield some
