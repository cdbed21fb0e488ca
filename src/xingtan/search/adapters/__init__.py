"""The index behind search: one engine a file, behind one protocol and one contract test."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from xingtan.search.registry import Document
from xingtan.search.rules import Asked

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
    :param did_you_mean: other words that surely find something, where these found nothing as typed, or hardly anything
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


@dataclass(frozen=True)
class Word:
    """A word that the index knows.

    :param typed: folded, as it is compared
    :param shown: with its accents, as somebody wrote it
    """

    typed: str
    shown: str


class Building(Protocol):
    """An index that is being made anew beside the one in use. Killed and begun again, it goes on."""

    @property
    def reached(self) -> str:
        """The last id that is surely in it; empty at the beginning."""

    def add(self, documents: Iterable[Document], *, reached: str) -> None:
        """Write these documents, and sooner or later remember how far it is."""

    def finish(self, again: Callable[[Sequence[str]], Iterable[Document]]) -> None:
        """Read again what changed meanwhile, and put this index in the place of the one in use."""

    def close(self) -> None:
        """Stop, finished or not. What was remembered is there when it goes on."""


class SearchIndex(Protocol):
    """Keeps documents of one collection and finds them by their words. One process writes, many read."""

    @property
    def reads_ahead(self) -> bool:
        """Whether documents may be read before they are written: what changes in between is written again."""

    def replace(self, documents: Iterable[Document], gone: Collection[str] = ()) -> None:
        """Write these documents, each in place of the one with its id, then drop those that are gone.

        What is gone is looked at after the last document, so a reader may find out on the way.
        """

    def search(self, asked: Asked, wanted: Wanted) -> Found:
        """Find what has all that is asked, exactly so, and passes the filters."""

    def completions(self, beginning: str, *, limit: int) -> list[Word]:
        """Give known words that begin so, the most frequent first."""

    def near(self, word: str, *, limit: int) -> list[Word]:
        """Give known words a slip or two away, the nearest and most frequent first."""

    def suggest(self, typed: str, *, audience: Sequence[str], limit: int) -> list[Suggestion]:
        """Offer titles with words that begin with what was typed."""

    def build(self, sample: Sequence[Document]) -> Building:
        """Begin to make the index anew, or go on. The sample tells which facets are worth counting together."""

    def clear(self) -> None:
        """Drop everything."""

    def size(self) -> int:
        """Count what can be found."""

    def has_shape(self) -> bool:
        """Test whether the index has the facets and sorts that the collection has now."""
