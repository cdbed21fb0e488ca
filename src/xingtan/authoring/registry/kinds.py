"""Kinds of block: what a block *is*. Upper rooms and other packages register theirs.

What a learner does in a block is `learning.registry.players`. Third parties use the entry point `xingtan.blocks`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib.metadata import entry_points
from typing import Any, Protocol

from django.utils.safestring import SafeString

logger = logging.getLogger(__name__)


class Readable(Protocol):
    """A block as a kind sees it: a BundleBlock, or the row of authoring that keeps it."""

    @property
    def key(self) -> str:
        """Give the key."""
        ...

    @property
    def kind(self) -> str:
        """Name the kind."""
        ...

    @property
    def title(self) -> Mapping[str, str]:
        """Give the title by language."""
        ...

    @property
    def data(self) -> Mapping[str, Any]:
        """Give the data."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a reading view needs to know of its page."""

    language: str
    address: Callable[[str, str], str]
    """Gives the address of a file from its digest and name."""
    frame: Callable[[str, Mapping[str, Any]], str] | None = None
    """Gives the address, on the second origin, of a page of active content."""


class Kind(Protocol):
    """One kind of block."""

    @property
    def name(self) -> str:
        """Name the kind in data and addresses."""
        ...

    @property
    def label(self) -> Any:
        """Name the kind for people."""
        ...

    @property
    def graded(self) -> bool:
        """Say whether blocks of this kind can have a score."""
        ...

    @property
    def form(self) -> Any:
        """Give the form class that edits the data in the page, or None."""
        ...

    def check(self, data: Mapping[str, Any]) -> list[str]:
        """Say what is wrong with the data; nothing is an empty list."""
        ...

    def possible(self, data: Mapping[str, Any]) -> Decimal:
        """Give the points there are to earn."""
        ...

    def read(self, block: Readable, context: Reading) -> SafeString:
        """Render the static reading view."""
        ...


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Add a kind; registering the same name again replaces it."""
    _kinds[kind.name] = kind


def named(name: str) -> Kind | None:
    """Give the kind of this name, if it is registered."""
    return _kinds.get(name)


def every() -> list[Kind]:
    """Give all kinds, by name."""
    return [_kinds[name] for name in sorted(_kinds)]


def load_plugins() -> None:
    """Register the kinds that installed packages offer under the entry point `xingtan.blocks`."""
    for point in entry_points(group="xingtan.blocks"):
        try:
            offered = point.load()
        except Exception:  # a package of others may fail in any way, and must not stop the site
            logger.exception("A package with kinds of block cannot be loaded: %s", point.name)
            continue
        register(offered() if isinstance(offered, type) else offered)


def in_language(data: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Give the data with the texts of this language in place of the course's own, where there are any."""
    told = {name: value for name, value in data.items() if name != "in"}
    others = data.get("in") or {}
    return {**told, **(others.get(language) or others.get(language.partition("-")[0]) or {})}
