"""Formats of whole courses: how files become a Bundle, and (for our own) a Bundle files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import IO, Any, Protocol, runtime_checkable

from xingtan.authoring.registry.bundle import Bundle, Opener


class Tree(Protocol):
    """The opened archive or folder, as `kernel.archives` gives it: paths with `/`, none of them absolute."""

    def names(self) -> Iterable[str]:
        """List the paths."""
        ...

    def read(self, name: str, /) -> bytes:
        """Read one file whole."""
        ...

    def open(self, name: str, /) -> IO[bytes]:
        """Open one file."""
        ...

    def __contains__(self, name: Any, /) -> bool: ...


@runtime_checkable
class Format(Protocol):
    """One format. `read` never raises for what an author wrote: faults are rows in `report.errors`."""

    @property
    def name(self) -> str:
        """Name the format in commands and settings."""
        ...

    @property
    def label(self) -> Any:
        """Name the format for people."""
        ...

    def recognise(self, tree: Tree) -> bool:
        """Test cheaply whether these files are of this format."""
        ...

    def read(self, tree: Tree) -> Bundle:
        """Read the whole course. The bundle's files are open only as long as the tree is."""
        ...


@runtime_checkable
class WrittenFormat(Format, Protocol):
    """A format that a course can also leave in."""

    def write(self, bundle: Bundle) -> Mapping[str, Opener]:
        """Give the files of the course by their paths, each with what opens its bytes."""
        ...


_formats: dict[str, Format] = {}


def register(one: Format) -> None:
    """Add a format; registering the same name again replaces it."""
    _formats[one.name] = one


def named(name: str) -> Format | None:
    """Give the format of this name, if it is registered."""
    return _formats.get(name)


def every() -> list[Format]:
    """Give all formats, by name."""
    return [_formats[name] for name in sorted(_formats)]


def recognised(tree: Tree) -> Format | None:
    """Find the format these files are in."""
    return next((each for each in every() if each.recognise(tree)), None)
