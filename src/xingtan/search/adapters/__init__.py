"""The index behind search: one engine a file, behind one protocol and one contract test."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from xingtan.search.registry import Document


@dataclass(frozen=True)
class Found:
    """What was found: ids in order of fit, how many in all, and whether words were bent to find them."""

    ids: list[str] = field(default_factory=list)
    total: int = 0
    is_exact: bool = True


class SearchIndex(Protocol):
    """Keeps documents of one collection and finds them by their words. One process writes, many read."""

    def replace(self, documents: Iterable[Document], gone: Sequence[str] = ()) -> None:
        """Write these documents, each in place of the one with its id, and drop those that are gone."""

    def find(self, words: str, *, audience: Sequence[str], limit: int, offset: int = 0) -> Found:
        """Find documents that have all the words, as typed or with a slip of a letter, for this audience."""

    def clear(self) -> None:
        """Drop everything."""

    def size(self) -> int:
        """Count what can be found."""
