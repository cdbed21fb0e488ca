"""Writes a Bundle as a course folder. A file that still says the same keeps its bytes; any other is written canonically."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from io import BytesIO
from typing import IO, Any

from xingtan.authoring.registry.bundle import Bundle, BundleBlock, BundleFile, Opener, Unit
from xingtan.federation.folder.adapters import manifest, yamls
from xingtan.federation.folder.adapters.blocks import Desk, read_piece, write_any, write_piece
from xingtan.federation.folder.adapters.fields import Writer
from xingtan.federation.folder.adapters.locating import ABOUT, MANIFEST, parted_language, with_language
from xingtan.federation.folder.adapters.manifest import main_language
from xingtan.federation.folder.adapters.notes import Spot
from xingtan.federation.folder.adapters.paths import Paths
from xingtan.federation.folder.adapters.pieces import broken, fenced, split_pieces
from xingtan.federation.folder.adapters.problems import normal
from xingtan.federation.folder.adapters.reading import Folder, one_line_end
from xingtan.federation.folder.adapters.texts import derived_key


def contents(bundle: Bundle) -> dict[str, Opener]:
    """Give every file of the folder, by path, and how to open it."""
    written: dict[str, Opener] = {path: file.open for path, file in bundle.files.items()}
    written |= {path: _opener(content) for path, content in texts_of(bundle).items()}
    return dict(sorted(written.items()))


def _opener(content: bytes) -> Opener:
    return lambda: BytesIO(content)


def texts_of(bundle: Bundle) -> dict[str, bytes]:
    """Give the text files of the folder."""
    before = _as_it_came(bundle)
    units = _unit_paths(bundle, before)
    canonical = _canonical(bundle, units)
    if before is None:
        return canonical
    was, folder = before
    came = _canonical(_in_one_order(was), {key: path for key, path in units.items() if key in folder.unit_paths})
    now = _canonical(_in_one_order(bundle), units)
    # A text that said nothing, such as an empty translation, says nothing still; it stays while its unit does.
    silent = {
        path: _bytes(source.open)
        for path, source in bundle.sources.items()
        if path not in came and path not in canonical and _stands_by(path, canonical)
    }
    # What is said in the same words is not written anew: comments, spacing and order of the author stay.
    return silent | {
        path: _bytes(bundle.sources[path].open) if path in bundle.sources and came.get(path) == now[path] else content
        for path, content in canonical.items()
    }


def _in_one_order(bundle: Bundle) -> Bundle:
    """Give the bundle with the keys of every mapping sorted: a database may keep them in an order of its own."""
    parts: dict[str, Any] = {name: _sorted(getattr(bundle, name)) for name in ("facts", "policy", "chapters")}
    return replace(bundle, **parts)


def _sorted(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _sorted(value[key]) for key in sorted(value)}
    if isinstance(value, list | tuple):
        return type(value)(_sorted(each) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: _sorted(getattr(value, each.name)) for each in fields(value) if each.init})
    return value


def _stands_by(path: str, canonical: Mapping[str, bytes]) -> bool:
    parted = parted_language(path)
    return path == f"{ABOUT}.md" or (parted is not None and parted[0] in {*canonical, f"{ABOUT}.md"})


def _bytes(opener: Opener) -> bytes:
    with opener() as opened:
        return opened.read()


class _Origin(Mapping[str, Opener]):
    """The texts as they came, beside the files as they are now: what the folder would be had no text been changed."""

    def __init__(self, bundle: Bundle) -> None:
        self._open = {path: file.open for path, file in bundle.files.items()} | {
            path: source.open for path, source in bundle.sources.items()
        }

    def __getitem__(self, path: str) -> Opener:
        return self._open[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._open)

    def __len__(self) -> int:
        return len(self._open)

    def names(self) -> list[str]:
        """List the paths."""
        return sorted(self._open)

    def open(self, name: str, /) -> IO[bytes]:
        """Open one file."""
        return self._open[name]()

    def read(self, name: str, /) -> bytes:
        """Read one file whole."""
        return _bytes(self._open[name])


class _Known(Folder):
    """A reading of the texts alone: the digests of files are known already."""

    def __init__(self, bundle: Bundle) -> None:
        super().__init__(_Origin(bundle), "")
        self._known = bundle.files

    def take_file(self, path: str) -> BundleFile:
        """Take a file that is not read as text."""
        return self._known[path] if path in self._known else super().take_file(path)


def _as_it_came(bundle: Bundle) -> tuple[Bundle, Folder] | None:
    if MANIFEST not in bundle.sources:
        return None
    folder = _Known(bundle)
    return folder.read(), folder


def _unit_paths(bundle: Bundle, before: tuple[Bundle, Folder] | None) -> dict[str, str]:
    """Give each unit a path: the one it had, or a new one made of its title."""
    main = main_language(bundle.facts.languages)
    known = dict(before[1].unit_paths) if before else {}
    taken = set(bundle.files) | set(known.values())
    found: dict[str, str] = {}
    for unit in bundle.units():
        if unit.key not in known:
            path = _new_path(unit, main, taken)
            known[unit.key] = path
            taken.add(path)
        found[unit.key] = known[unit.key]
    return found


def _new_path(unit: Unit, main: str, taken: set[str]) -> str:
    title = unicodedata.normalize("NFKD", unit.title.get(main, "")).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", title).strip("-")[:60].strip("-") or unit.key
    path, number = f"units/{name}.md", 1
    while any(other == path or other.startswith(path.removesuffix("md")) for other in taken):
        number += 1
        path = f"units/{name}-{number}.md"
    return path


def _canonical(bundle: Bundle, units: dict[str, str]) -> dict[str, bytes]:
    """Write every text file anew."""
    main = main_language(bundle.facts.languages)
    paths = Paths(bundle.files, {path: key for key, path in units.items()})
    found: dict[str, str] = {}
    listed = {unit.key: units[unit.key] for unit in bundle.units() if unit.key in units}
    if len(listed) == sum(1 for _unit in bundle.units()):
        found[MANIFEST] = yamls.dump(manifest.write_manifest(bundle, listed))
    for language, html in bundle.facts.about.items():
        path = f"{ABOUT}.md" if language == main else f"{ABOUT}.{language}.md"
        if html:
            found[path] = _about(html, Writer(paths, path))
    for unit in bundle.units():
        if unit.key not in units:
            continue
        found[units[unit.key]] = _unit_text(unit, main, Desk(units[unit.key], paths, _no_captions))
        for language in _languages_of(unit, main):
            path = with_language(units[unit.key], language)
            found[path] = _translation_text(unit, language, Desk(path, paths, _no_captions))
    return {path: text.encode() for path, text in found.items()}


def _about(html: str, writer: Writer) -> str:
    told = writer.html(html)
    if isinstance(told, str) and not any(piece.name for piece in split_pieces(told, 1)):
        return told.rstrip("\n") + "\n"
    return fenced("html", "", "", writer.paths.outward(html, writer.path, is_html=True))


def _languages_of(unit: Unit, main: str) -> list[str]:
    found = {language for language, text in unit.title.items() if text}
    for block in unit.blocks:
        found |= {language for language, text in block.title.items() if text}
        found |= {language for language, told in _told_elsewhere(block).items() if told}
    return sorted(found - {main})


def _unit_text(unit: Unit, main: str, desk: Desk) -> str:
    front = {"key": unit.key, **({"title": unit.title[main]} if unit.title.get(main) else {})}
    page = _Page(desk, unit.key)
    for block in unit.blocks:
        page.add(block, {name: value for name, value in block.data.items() if name != "in"}, block.title.get(main, ""))
    return page.text(front)


def _translation_text(unit: Unit, language: str, desk: Desk) -> str:
    front = {"title": unit.title[language]} if unit.title.get(language) else {}
    page = _Page(desk, unit.key)
    for block in unit.blocks:
        told = _told_elsewhere(block).get(language) or {}
        title = block.title.get(language, "")
        if told or title:
            page.add(block, told, title, {name: value for name, value in block.data.items() if name != "in"})
    return page.text(front)


class _Page:
    """The text file of a unit while it is put together."""

    def __init__(self, desk: Desk, unit: str) -> None:
        self._desk = desk
        self._pieces: list[str] = []
        self._before = unit
        self._after_text = False

    def text(self, front: dict[str, Any]) -> str:
        """Give the whole file."""
        head = [f"---\n{yamls.dump(front)}---\n"] if front else []
        if not front and self._pieces and self._pieces[0].startswith("---"):
            head = ["---\n---\n"]
        return "\n".join([*head, *self._pieces])

    def add(self, block: BundleBlock, data: dict[str, Any], title: str, base: dict[str, Any] | None = None) -> None:
        """Add a block as it is best read; where that would not read back as the same, exactly."""
        written = write_piece(block.kind, data, self._desk, base)
        for text in self._ways(block.key, title, written) if written else ():
            if self._reads_back(text, block, data, title, base):
                break
        else:
            is_plain = title == " ".join(title.split())
            text = fenced(*self._exactly(block, data, "" if is_plain else title, title if is_plain else ""))
        self._pieces.append(text)
        self._before = block.key
        self._after_text = not text.startswith("`")

    def _exactly(
        self, block: BundleBlock, data: dict[str, Any], inside: str, outside: str
    ) -> tuple[str, str, str, str]:
        name, body = write_any(block.kind, data, inside)
        return name, block.key, outside, body

    def _ways(self, key: str, title: str, written: tuple[str, str]) -> list[str]:
        name, body = written
        if name:
            return [fenced(name, key, title, body)]
        ways = [broken(key, title) + "\n" + body + "\n", fenced("markdown", key, title, body)]
        # A text that follows its neighbour and is named after it needs no mark.
        if key == derived_key(self._before) and not title and not self._after_text:
            ways.insert(0, body + "\n")
        return ways

    def _reads_back(
        self, text: str, block: BundleBlock, data: dict[str, Any], title: str, base: dict[str, Any] | None
    ) -> bool:
        # Something follows, lest a text that leaves a fence open should swallow it.
        pieces = split_pieces(one_line_end(text) + "\n" + broken("after", "") + "\nafter\n", 1)
        if len(pieces) != 2 or pieces[0].title != title or pieces[0].key not in {"", block.key}:
            return False
        spot = Spot(self._desk.path, 0, "")
        kind, read = read_piece(pieces[0], spot, self._desk, base)
        return kind == block.kind and not spot.is_faulty and normal(read) == normal(data)


def _told_elsewhere(block: BundleBlock) -> dict[str, dict[str, Any]]:
    """Give the texts of a block in other languages."""
    others = block.data.get("in")
    return others if isinstance(others, dict) else {}


def _no_captions(_path: str, _content: bytes) -> str:
    return ""
