"""The collections that rooms plug in: what can be found."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Document:
    """One thing that can be found.

    :param id: what the room calls it; results are ids
    :param title: words that weigh most, in all languages
    :param text: all other words
    :param audience: who may find it: ``public``, ``university:3``, ``run:9``
    """

    id: str
    title: str
    text: str = ""
    audience: Sequence[str] = field(default=("public",))


@dataclass(frozen=True)
class Collection:
    """What one room lets be found.

    :param documents: gives the documents of these ids; an id it leaves out is not to be found any more
    :param ids: gives every id, for building the index anew
    """

    name: str
    documents: Callable[[Sequence[str]], Iterable[Document]]
    ids: Callable[[], Iterable[str]]


collections: dict[str, Collection] = {}


def register(collection: Collection) -> None:
    """Let these things be found."""
    collections[collection.name] = collection
