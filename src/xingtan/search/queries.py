"""Finding things."""

from collections.abc import Sequence
from functools import cache

from xingtan.kernel import home
from xingtan.search.adapters import Found, SearchIndex
from xingtan.search.adapters.tantivy import TantivyIndex


def find(
    collection: str, words: str, *, audience: Sequence[str] = ("public",), limit: int = 1000, offset: int = 0
) -> Found:
    """Find what of this collection has these words and may be found by this audience."""
    return index_of(collection).find(words, audience=audience, limit=limit, offset=offset)


def size_of(collection: str) -> int:
    """Count what of this collection can be found by anybody."""
    return index_of(collection).size()


@cache
def _opened(folder: str) -> SearchIndex:
    return TantivyIndex(home.path(folder))


def index_of(collection: str) -> SearchIndex:
    """Open the index of a collection."""
    return _opened(str(home.root() / "search" / collection))
