"""Finding things: as asked, then as it may have been meant."""

from collections.abc import Mapping, Sequence
from functools import cache

from xingtan.kernel import home
from xingtan.search import config
from xingtan.search.adapters import Found, Range, SearchIndex, Suggestion, Wanted
from xingtan.search.adapters.bending import find_in
from xingtan.search.adapters.postgresql import PostgresqlIndex
from xingtan.search.adapters.tantivy import TantivyIndex
from xingtan.search.registry import collections

LONGEST = 10_000
MOST = 1_000


def find(
    collection: str,
    words: str,
    *,
    audience: Sequence[str] = ("public",),
    filters: Mapping[str, Sequence[str]] | None = None,
    ranges: Mapping[str, Range] | None = None,
    sort: str = "",
    facets: Sequence[str] = (),
    after: str = "",
    limit: int = 24,
) -> Found:
    """Find what of this collection has these words, passes these filters, and may be found by this audience.

    Without words, everything that passes the filters. See ``Wanted`` and ``Found`` for what each part means.
    """
    wanted = Wanted(
        words[:LONGEST],
        tuple(audience),
        filters or {},
        ranges or {},
        sort,
        tuple(facets),
        after,
        max(1, min(limit, MOST)),
    )
    return find_in(index_of(collection), wanted)


def suggest(collection: str, typed: str, *, audience: Sequence[str] = ("public",), limit: int = 8) -> list[Suggestion]:
    """Offer what somebody may be about to type."""
    return index_of(collection).suggest(typed[:200], audience=tuple(audience), limit=max(1, min(limit, 50)))


def size_of(collection: str) -> int:
    """Count what of this collection can be found by anybody."""
    return index_of(collection).size()


@cache
def _opened(collection: str, folder: str, facets: tuple[str, ...], sorts: tuple[str, ...]) -> SearchIndex:
    if config.search.engine == "postgresql":
        return PostgresqlIndex(collection, facets=facets, sorts=sorts)
    return TantivyIndex(home.path(folder), facets=facets, sorts=sorts)


def index_of(collection: str) -> SearchIndex:
    """Open the index of a collection."""
    known = collections.get(collection)
    facets, sorts = (tuple(known.facets), tuple(known.sorts)) if known else ((), ())
    return _opened(collection, str(home.root() / "search" / collection), facets, sorts)


def forget_opened() -> None:
    """Close every index, as a test does that takes its folder away."""
    _opened.cache_clear()
