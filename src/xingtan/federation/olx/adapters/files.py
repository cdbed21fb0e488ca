"""The files beside the course: which there are, how texts point to them, and their digests."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import IO
from urllib.parse import unquote

from xingtan.authoring.registry.bundle import BundleFile
from xingtan.authoring.registry.formats import Tree
from xingtan.library.registry.media import media_type

CHUNK = 1 << 20


class Files:
    """The files of one archive below the folder of its course."""

    def __init__(self, tree: Tree, prefix: str) -> None:
        self.tree = tree
        self.prefix = prefix
        self.names = [name.removeprefix(prefix) for name in tree.names() if name.startswith(prefix)]
        self.outside = [name for name in tree.names() if not name.startswith(prefix)]
        self.known = set(self.names)
        self.bundled: dict[str, BundleFile] = {}
        self.used: set[str] = set()
        self._by_spelling = {_spelling(name.removeprefix("static/")): name for name in reversed(self.static)}

    @property
    def static(self) -> list[str]:
        """List the uploaded files."""
        return [name for name in self.names if name.startswith("static/")]

    def read(self, path: str) -> bytes:
        """Read a file whole; only for texts."""
        return self.tree.read(self.prefix + path)

    def keep(self, path: str, to: str = "") -> BundleFile:
        """Take a file of the archive into the bundle."""
        kept = to or path
        if kept not in self.bundled:
            digest, size = digest_of(self.tree, self.prefix + path)
            self.bundled[kept] = BundleFile(
                path=kept, digest=digest, size_bytes=size, media_type=media_type(path), open=self._opener(path)
            )
        return self.bundled[kept]

    def keep_outside(self, name: str) -> None:
        """Take a file that lies beside the folder of the course."""
        kept = f"outside/{name}"
        digest, size = digest_of(self.tree, name)
        self.bundled[kept] = BundleFile(
            path=kept, digest=digest, size_bytes=size, media_type=media_type(name), open=lambda: self.tree.open(name)
        )

    def add(self, path: str, content: bytes) -> BundleFile:
        """Put a file that we wrote ourselves into the bundle."""
        self.bundled[path] = BundleFile.of_bytes(path, content, media_type(path))
        return self.bundled[path]

    def alias(self, name: str, path: str) -> None:
        """Let texts point to an uploaded file by another name."""
        self._by_spelling.setdefault(_spelling(name), path)

    def uploaded(self, name: str) -> str | None:
        """Find an uploaded file by the name texts call it; Open edX writes `_` for most other characters."""
        name = unquote(name.partition("?")[0].partition("#")[0]).strip("/ ")
        direct = f"static/{name}"
        return direct if direct in self.known else self._by_spelling.get(_spelling(name))

    def reference(self, name: str) -> str | None:
        """Give our address of an uploaded file, if it is in the archive."""
        path = self.uploaded(name)
        if path is None:
            return None
        self.used.add(path)
        return self.keep(path).reference

    def _opener(self, path: str) -> Callable[[], IO[bytes]]:
        return lambda: self.tree.open(self.prefix + path)


def digest_of(tree: Tree, name: str) -> tuple[str, int]:
    """Work out the digest and the size of a file, piece by piece."""
    digest, size = hashlib.sha256(), 0
    with tree.open(name) as handle:
        while chunk := handle.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size


def _spelling(name: str) -> str:
    return re.sub(r"[^\w.%-]+|_+", "_", name).lower()
