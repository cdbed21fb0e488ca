"""What came out of an archive: names that can be trusted, and bytes that were counted."""

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Self


class Tree(Mapping[str, bytes]):
    """Files by their paths (``/`` between folders, none absolute). Close it, and what was unpacked is gone."""

    def __init__(self, places: Mapping[str, Path], unpacked_in: Path | None = None) -> None:
        self._places = dict(sorted(places.items()))
        self._unpacked_in = unpacked_in

    def names(self) -> list[str]:
        """List the paths, sorted."""
        return list(self._places)

    def read(self, name: str, /) -> bytes:
        """Read one file whole."""
        with self.open(name) as file:
            return file.read()

    def open(self, name: str, /) -> BinaryIO:
        """Open one file for reading."""
        # A link that took the file's place since it was looked at is not followed.
        return os.fdopen(os.open(self._places[name], os.O_RDONLY | os.O_NOFOLLOW), "rb")

    def size(self, name: str, /) -> int:
        """Tell the size of one file in bytes."""
        return self._places[name].lstat().st_size

    def close(self) -> None:
        """Remove what was unpacked."""
        if self._unpacked_in:
            shutil.rmtree(self._unpacked_in, ignore_errors=True)

    def __getitem__(self, name: str) -> bytes:
        return self.read(name)

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *trouble: object) -> None:
        self.close()
