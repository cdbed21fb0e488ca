"""What makes renditions of media: one engine a file, behind one protocol."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True)
class Wish:
    """A rendition to make. ``height`` in pixels for video and pictures, none for sound alone."""

    name: str
    height: int | None
    suffix: str


@dataclass(frozen=True)
class Made:
    """A rendition that was made, in a file of its own. Sizes in pixels, duration in seconds."""

    name: str
    path: Path
    width: int
    height: int
    seconds: float


class MediaRefused(Exception):
    """The engine cannot read this file."""


class Encoder(Protocol):
    """Makes renditions of a film."""

    def encode(self, source: Path, wishes: Sequence[Wish], into: Path) -> list[Made]:
        """Make what is wished for, leaving out what would be larger than the source.

        :raises MediaRefused: if the file is no film that can be read
        """
