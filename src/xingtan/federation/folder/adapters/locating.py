"""Where things stand in a folder: the manifest, translations beside their texts, what is no part of the course."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable
from typing import IO

from xingtan.authoring.registry.bundle import BundleFile, Source
from xingtan.authoring.registry.formats import Tree
from xingtan.library.registry.media import media_type

MANIFEST = "course.yaml"
ABOUT = "about"
CHUNK = 1 << 20
_TRANSLATION = re.compile(r"(.+)\.([a-z]{2,3}(?:-[a-z0-9]{2,8})*)\.md")


def find_manifest(tree: Tree) -> str | None:
    """Find the manifest: at the top, or in the one folder that holds everything."""
    found = [name for name in tree.names() if posixpath.basename(name) == MANIFEST and name.count("/") <= 1]
    return min(found, key=lambda name: (name.count("/"), name), default=None)


def parted_language(path: str) -> tuple[str, str] | None:
    """Part `units/hello.zh-hans.md` into `units/hello.md` and `zh-hans`."""
    found = _TRANSLATION.fullmatch(path)
    return (f"{found[1]}.md", found[2]) if found else None


def with_language(path: str, language: str) -> str:
    """Name the file that holds the same texts in another language."""
    return f"{path.removesuffix('.md')}.{language}.md"


class Store:
    """The bytes of a folder inside a tree."""

    def __init__(self, tree: Tree, prefix: str) -> None:
        self._tree = tree
        self._prefix = prefix

    def read(self, path: str) -> bytes:
        """Read a file whole."""
        return self._tree.read(self._prefix + path)

    def file(self, path: str) -> BundleFile:
        """Take a file into the bundle."""
        digest, size = self._digest(path)
        return BundleFile(
            path=path, digest=digest, size_bytes=size, media_type=media_type(path), open=self._opener(path)
        )

    def source(self, path: str, blocks: tuple[str, ...]) -> Source:
        """Take a text into the bundle, with the keys of the blocks that came from it."""
        digest, size = self._digest(path)
        return Source(path=path, digest=digest, size_bytes=size, blocks=blocks, open=self._opener(path))

    def _digest(self, path: str) -> tuple[str, int]:
        digest, size = hashlib.sha256(), 0
        with self._tree.open(self._prefix + path) as handle:
            while chunk := handle.read(CHUNK):
                digest.update(chunk)
                size += len(chunk)
        return digest.hexdigest(), size

    def _opener(self, path: str) -> Callable[[], IO[bytes]]:
        return lambda: self._tree.open(self._prefix + path)
