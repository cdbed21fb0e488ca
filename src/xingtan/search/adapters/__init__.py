"""The index behind search: one engine a file, behind one protocol and one contract test."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from xingtan.search.registry import Document

Range = tuple[int | None, int | None]


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for.

    :param words: as typed; none finds everything that passes the filters
    :param audience: who looks: finds what is for any of these
    :param filters: values of one facet are alternatives, facets narrow each other
    :param ranges: least and greatest of a number, both included; ``None`` leaves a side open
    :param sort: a number of the collection, ``-`` before it for greatest first; empty for the best fit first
    :param facets: facets whose values are to be counted
    :param after: where the page before ended; what is no cursor is the beginning
    """

    words: str = ""
    audience: Sequence[str] = ("public",)
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    ranges: Mapping[str, Range] = field(default_factory=dict)
    sort: str = ""
    facets: Sequence[str] = ()
    after: str = ""
    limit: int = 24


@dataclass(frozen=True)
class Found:
    """What was found.

    :param ids: one page, in order
    :param total: how many in all, exactly
    :param is_exact: whether the words were found as typed, not with a slip forgiven
    :param facets: for each facet asked for, each value with how many it would leave, its own filter apart
    :param next: the cursor of the next page; empty on the last
    :param did_you_mean: other words that find something, where these found nothing as typed
    """

    ids: list[str] = field(default_factory=list)
    total: int = 0
    is_exact: bool = True
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    next: str = ""
    did_you_mean: str = ""


@dataclass(frozen=True)
class Suggestion:
    """What somebody may be about to type."""

    text: str
    id: str


class SearchIndex(Protocol):
    """Keeps documents of one collection and finds them by their words. One process writes, many read."""

    def replace(self, documents: Iterable[Document], gone: Sequence[str] = ()) -> None:
        """Write these documents, each in place of the one with its id, and drop those that are gone."""

    def find(self, wanted: Wanted) -> Found:
        """Find documents that have all the words, as typed or with a slip of a letter."""

    def suggest(self, typed: str, *, audience: Sequence[str], limit: int) -> list[Suggestion]:
        """Offer what begins with what was typed."""

    def clear(self) -> None:
        """Drop everything."""

    def size(self) -> int:
        """Count what can be found."""
