"""The index in a folder, by Tantivy: BM25, facets counted exactly, slips forgiven, no server."""

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from xingtan.search.adapters import Building, Found, Suggestion, Wanted, Word
from xingtan.search.adapters.tantivy.folder import Folder
from xingtan.search.adapters.tantivy.opening import Reader
from xingtan.search.adapters.tantivy.shape import read, shaped
from xingtan.search.adapters.tantivy.writing import Builder, Keeper
from xingtan.search.registry import Document
from xingtan.search.rules import Asked


class TantivyIndex:
    """See ``SearchIndex``."""

    reads_ahead = True

    def __init__(self, place: Path, *, facets: Sequence[str] = (), sorts: Sequence[str] = ()) -> None:
        self._folder = Folder(place)
        self._facets, self._sorts = tuple(facets), tuple(sorts)
        self._keeper = Keeper(self._folder, facets, sorts)
        self._reader = Reader(self._folder)

    def replace(self, documents: Iterable[Document], gone: Collection[str] = ()) -> None:
        """Write, in commits not over a second apart."""
        self._keeper.replace(documents, gone)

    def search(self, asked: Asked, wanted: Wanted) -> Found:
        """Find, count and sort."""
        now = self._reader.now()
        return now.search(asked, wanted) if now else Found(facets={name: {} for name in wanted.facets})

    def completions(self, beginning: str, *, limit: int) -> list[Word]:
        """Give words that begin so."""
        now = self._reader.now()
        return now.completions(beginning, limit) if now else []

    def near(self, word: str, *, limit: int) -> list[Word]:
        """Give words a slip or two away."""
        now = self._reader.now()
        return now.near(word, limit) if now else []

    def suggest(self, typed: str, *, audience: Sequence[str], limit: int) -> list[Suggestion]:
        """Offer titles."""
        now = self._reader.now()
        return now.suggest(typed, audience, limit) if now else []

    def build(self, sample: Sequence[Document]) -> Building:
        """Begin an index in a folder beside this one."""
        return Builder(self._folder, shaped(self._facets, self._sorts, sample))

    def clear(self) -> None:
        """Put an empty index in place."""
        self._keeper.clear()

    def size(self) -> int:
        """Count documents."""
        now = self._reader.now()
        return now.size() if now else 0

    def has_shape(self) -> bool:
        """Compare what the index in use says of itself with what was asked for; nothing is opened for it."""
        place = self._folder.current()
        found = read(place) if place else None
        return place is None or (found is not None and (found.facets, found.sorts) == (self._facets, self._sorts))
