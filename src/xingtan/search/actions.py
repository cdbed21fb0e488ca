"""Keeping the index as the rooms are. Only the relay calls ``refresh``: an index has one writer."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from xingtan.search.adapters import ahead
from xingtan.search.queries import index_of
from xingtan.search.registry import Collection, Document, collections

T = TypeVar("T")

BATCH = 500
SAMPLE = 1000
Progress = Callable[[int, int], object]


def refresh(collection: str, ids: Sequence[str]) -> None:
    """Read these things from their room again, and write them as they are now. All is kept when this returns."""
    known = collections[collection]
    index = index_of(collection)
    for some in _batches(dict.fromkeys(ids), BATCH * 10):
        gone = set(some)
        index.replace(_read(known, some, gone), gone)


def rebuild(collection: str, progress: Progress | None = None) -> int:
    """Build the index anew from the room, beside the one in use. Killed and called again, it goes on where it was.

    :param progress: told how many of how many ids were read
    :returns: how many ids there are
    """
    known = collections[collection]
    index = index_of(collection)
    total, sample = _looked_over(known.ids())
    documents = list(known.documents(sample))
    with ahead.helper(total if index.reads_ahead else 0) as pool:
        building = index.build(documents)
        try:
            batches = _batches(_from(known, building.reached), BATCH)
            for batch, found in ahead.read(pool, collection, batches):
                building.add(found, reached=batch[-1][1])
                if progress:
                    progress(batch[-1][0], total)
            building.finish(known.documents)
        finally:
            building.close()
    return total


def _read(known: Collection, ids: Sequence[str], gone: set[str]) -> Iterator[Document]:
    """Give the documents, and leave in ``gone`` what has none: a stream, so that thousands are never held at once."""
    for some in _batches(ids, BATCH):
        for document in known.documents(some):
            gone.discard(document.id)
            yield document


def _looked_over(ids: Iterable[str]) -> tuple[int, list[str]]:
    """Count, and choose some by chance, the same every time."""
    chance = random.Random(2020)  # noqa: S311 - nothing secret
    sample: list[str] = []
    count = 0
    for count, each in enumerate(ids, 1):
        if len(sample) < SAMPLE:
            sample.append(each)
        elif (place := chance.randrange(count)) < SAMPLE:
            sample[place] = each
    return count, sample


def _from(known: Collection, reached: str) -> Iterator[tuple[int, str]]:
    """Give the ids after the one that was reached, each with its number; all of them if it is not there any more."""
    rest = enumerate(known.ids(), 1)
    if not reached or any(each == reached for _, each in rest):
        yield from rest
    else:
        yield from enumerate(known.ids(), 1)


def _batches(things: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(things)
    while some := list(islice(rest, size)):
        yield some
