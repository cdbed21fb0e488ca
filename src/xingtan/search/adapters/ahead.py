"""Reading documents ahead in a process of its own: rows are read on one core while words are taken apart on the other."""

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from multiprocessing.pool import AsyncResult, Pool
from typing import Any

from django.db import connections

from xingtan.search.registry import Document, collections

BATCHES_AHEAD = 4
# Fewer are read before another process is there.
WORTH_IT = 20_000


def helper(total: int) -> AbstractContextManager[Pool | None]:
    """Start the process, where there is enough to read and nothing that must not be shared; else give nothing."""
    if total < WORTH_IT or (os.cpu_count() or 1) < 2 or not _may_part():
        return nullcontext(None)
    # A connection is of one process: each opens its own when it asks next.
    connections.close_all()
    return multiprocessing.get_context("fork").Pool(1)


def read(
    pool: Pool | None, collection: str, batches: Iterable[list[tuple[int, str]]]
) -> Iterator[tuple[list[tuple[int, str]], Iterable[Document]]]:
    """Give each batch with its documents, a few of them read ahead where somebody helps."""
    if pool is None:
        for batch in batches:
            yield batch, collections[collection].documents([each for _, each in batch])
        return
    waiting: deque[tuple[list[tuple[int, str]], AsyncResult[list[Document]]]] = deque()
    for batch in batches:
        waiting.append((batch, pool.apply_async(_documents, (collection, [each for _, each in batch]))))
        if len(waiting) > BATCHES_AHEAD:
            first, documents = waiting.popleft()
            yield first, documents.get()
    for batch, documents in waiting:
        yield batch, documents.get()


def _documents(collection: str, ids: Sequence[str]) -> list[Document]:
    return list(collections[collection].documents(ids))


def _may_part() -> bool:
    """Test whether this process may close its connections: in no transaction, and no database in memory only."""
    return not any(_is_bound(each) for each in connections.all(initialized_only=True))


def _is_bound(connection: Any) -> bool:
    name = str(connection.settings_dict["NAME"])
    return bool(connection.in_atomic_block or (connection.vendor == "sqlite" and "memory" in name))
