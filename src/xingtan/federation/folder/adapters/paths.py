"""Files of a folder, and how texts point to them: `../media/leaf.png` there, `file:<digest>/leaf.png` in our data."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from xingtan.authoring.registry.bundle import BundleFile
from xingtan.authoring.registry.references import REFERENCE

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_DIGEST = re.compile(r"[0-9a-f]{64}")
# Where an address can stand: in a link or image of Markdown, in a definition of one, in an attribute of HTML.
_ADDRESS = re.compile(
    r"""(?P<a>\]\(\s*<)(?P<b>[^<>\n]*)(?=>)"""
    r"""|(?P<c>\]\(\s*)(?P<d>[^\s<>()]+(?:\([^\s<>()]*\)[^\s<>()]*)*)"""
    r"""|(?P<e>^ {0,3}\[[^\]\n]+\]:[ \t]+<?)(?P<f>[^\s<>]+)"""
    r"""|(?P<g>\b(?:src|href|poster|data)=")(?P<h>[^"<>\n]*)"""
    r"""|(?P<i>\b(?:src|href|poster|data)=')(?P<j>[^'<>\n]*)""",
    re.MULTILINE,
)
_CODE = re.compile(
    r"^(`{3,}|~{3,})[^\n]*\n.*?^\1[`~]*[ \t]*$|(?<!`)(`+)(?!`).+?(?<!`)\2(?!`)", re.MULTILINE | re.DOTALL
)


@dataclass(slots=True)
class Paths:
    """The files by path, and the units by the path of their text."""

    files: Mapping[str, BundleFile]
    units: dict[str, str] = field(default_factory=dict)
    """Keys of units, by path."""
    _by_digest: dict[str, list[str]] = field(default_factory=dict)
    _path_of_unit: dict[str, str] = field(default_factory=dict)

    def inward(self, text: str, source: str, missing: Callable[[str, int], None], *, is_html: bool = False) -> str:
        """Write our addresses in a text of the file `source` in place of paths.

        :param missing: told of each path that leads nowhere, and how many lines into the text
        """

        def ours(address: str, place: int) -> str:
            return self._inward(address, source, lambda path: missing(path, text.count("\n", 0, place)))

        return _each_address(text, ours, is_html=is_html)

    def outward(self, text: str, source: str, *, is_html: bool = False) -> str:
        """Write paths in a text of the file `source` in place of our addresses."""
        return _each_address(text, lambda address, _place: self._outward(address, source), is_html=is_html)

    def digest(self, path: str, source: str) -> str | None:
        """Give the digest of the file that a field of `source` names."""
        if _DIGEST.fullmatch(path):
            return path
        found = self.files.get(self._resolved(path, source))
        return found.digest if found else None

    def find(self, path: str, source: str) -> BundleFile | None:
        """Find the file that a field of `source` names."""
        return self.files.get(self._resolved(path, source))

    def path(self, digest: str, source: str, name: str = "") -> str:
        """Name a file in a field of `source`; one that is not in the course is named by its digest."""
        found = self._named(digest, name)
        return posixpath.relpath(found, posixpath.dirname(source) or ".") if found else digest

    def _named(self, digest: str, name: str) -> str | None:
        # Both ways out are looked up by the thousand, and the files do not change while a course is written.
        if not self._by_digest:
            for path, file in self.files.items():
                self._by_digest.setdefault(file.digest, []).append(path)
        paths = self._by_digest.get(digest, [])
        return next(
            (path for path in paths if posixpath.basename(path) == name), None if name else next(iter(paths), None)
        )

    def _resolved(self, path: str, source: str) -> str:
        return posixpath.normpath(posixpath.join(posixpath.dirname(source), path))

    def _inward(self, address: str, source: str, missing: Callable[[str], None]) -> str:
        if not address or address.startswith(("#", "/", "?")) or _SCHEME.match(address):
            return address
        plain = unquote(address.partition("#")[0].partition("?")[0])
        path = self._resolved(plain, source)
        if path in self.units:
            _before, hash_sign, place = address.partition("#")
            return f"course:{self.units[path]}{hash_sign}{place}"
        if path in self.files:
            return self.files[path].reference
        missing(plain)
        return address

    def _outward(self, address: str, source: str) -> str:
        folder = posixpath.dirname(source) or "."
        if found := REFERENCE.fullmatch(address):
            path = self._named(found["digest"], unquote(found["name"]))
            return quote(posixpath.relpath(path, folder)) if path else address
        if address.startswith("course:"):
            key, hash_sign, place = address.removeprefix("course:").partition("#")
            if not self._path_of_unit:
                self._path_of_unit.update({unit: path for path, unit in self.units.items()})
            path = self._path_of_unit.get(key)
            return f"{quote(posixpath.relpath(path, folder))}{hash_sign}{place}" if path else address
        return address


def _each_address(text: str, change: Callable[[str, int], str], *, is_html: bool) -> str:
    spans = [] if is_html else [found.span() for found in _CODE.finditer(text)]

    def replace(found: re.Match[str]) -> str:
        if any(start <= found.start() < end for start, end in spans):
            return found[0]
        for before, address in (("a", "b"), ("c", "d"), ("e", "f"), ("g", "h"), ("i", "j")):
            if found[before] is not None:
                return f"{found[before]}{change(found[address], found.start())}"
        return found[0]

    return _ADDRESS.sub(replace, text)
