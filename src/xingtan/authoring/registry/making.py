"""What a kind may do besides, when a block is written: clean its data, and make what readers would wait for.

All are optional: a kind that has no `clean` gets every HTML field cleaned, one without `make` makes nothing, and one
without `in_language` has each field replaced by what the language says instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, runtime_checkable


class Stock(Protocol):
    """The files that a block may point to."""

    def size(self, digest: str, /) -> int | None:
        """Tell how large the file is, or None if there is no such file."""
        ...

    def read(self, digest: str, /) -> bytes | None:
        """Read the file, or give None if there is no such file."""
        ...

    def keep(self, content: bytes, name: str, /) -> str:
        """Keep bytes that were made, and give their digest."""
        ...


@runtime_checkable
class Cleans(Protocol):
    """A kind that cleans its own data."""

    def clean(self, data: dict[str, Any]) -> dict[str, Any]:
        """Give the data with nothing in it that could act in a page."""
        ...


@runtime_checkable
class Makes(Protocol):
    """A kind that makes something of its data once, such as HTML of Markdown."""

    def make(self, data: Mapping[str, Any], stock: Stock) -> dict[str, Any]:
        """Give JSON that is kept with the block; `read` finds it in `block.made`."""
        ...


@runtime_checkable
class Speaks(Protocol):
    """A kind that knows which of its data are words, and keeps the rest the same in every language."""

    def in_language(self, data: Mapping[str, Any], language: str) -> dict[str, Any]:
        """Give the whole data with the words of this language in place of the course's own, where there are any."""
        ...
