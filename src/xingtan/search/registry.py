"""The collections that rooms plug in: what can be found, and by what it can be narrowed and sorted."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Document:
    """One thing that can be found.

    :param id: what the room calls it; results are ids
    :param title: words that weigh most, in all languages
    :param text: all other words
    :param audience: who may find it: ``public``, ``university:3``, ``run:9``
    :param facets: its values of each facet of the collection, any strings: ``{"subject": ["0613"]}``
    :param numbers: whole numbers to sort by and to ask ranges of, up to 63 bits: ``{"starts": 1583020800}``
    :param suggestion: what typing-ahead offers, usually the title in its own language; empty for none
    """

    id: str
    title: str
    text: str = ""
    audience: Sequence[str] = field(default=("public",))
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    suggestion: str = ""


@dataclass(frozen=True)
class Collection:
    """What one room lets be found.

    :param documents: gives the documents of these ids; an id it leaves out is not to be found any more
    :param ids: gives every id, always in the same order, for building the index anew
    :param facets: names of what it can be narrowed by and counted by
    :param sorts: names of the numbers it can be sorted by, and asked for by range
    """

    name: str
    documents: Callable[[Sequence[str]], Iterable[Document]]
    ids: Callable[[], Iterable[str]]
    facets: Sequence[str] = ()
    sorts: Sequence[str] = ()


collections: dict[str, Collection] = {}


def register(collection: Collection) -> None:
    """Let these things be found."""
    collections[collection.name] = collection
