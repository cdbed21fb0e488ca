"""The text file of a unit: its title, its blocks, and the same in another language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from xingtan.authoring.registry import kinds
from xingtan.authoring.registry.bundle import BundleBlock, Words
from xingtan.authoring.registry.keys import free_key, is_key
from xingtan.federation.folder.adapters import notes, yamls
from xingtan.federation.folder.adapters.blocks import Desk, read_piece, title_in
from xingtan.federation.folder.adapters.fields import Reader
from xingtan.federation.folder.adapters.notes import Spot
from xingtan.federation.folder.adapters.paths import Paths
from xingtan.federation.folder.adapters.pieces import Piece, split_front, split_pieces
from xingtan.federation.folder.adapters.spoken import to_html
from xingtan.federation.folder.adapters.yamls import Fields
from xingtan.kernel.prose import clean


def derived_key(before: str) -> str:
    """Name a text without a key after the unit or the block before it, so that it keeps its name where others move."""
    return f"{before}-text"[-100:]


@dataclass(slots=True)
class TextFile:
    """One reading of one text file."""

    path: str
    paths: Paths
    add_captions: Callable[[str, bytes], str]
    spots: list[Spot] = field(default_factory=list)
    """An element for each block; the file itself is one of its own."""

    def read(self, text: str, unit: str, main: str, spot: Spot, keys: set[str]) -> tuple[Words, list[BundleBlock]]:
        """Read the unit's title and its blocks."""
        title, pieces = self._front(text, spot, ("key", "title"))
        found: list[BundleBlock] = []
        before = unit
        for piece in pieces:
            block_spot = self._spot(piece)
            key = self._key(piece, before, keys, block_spot)
            kind, data = read_piece(piece, block_spot, self._desk())
            if kind == "problem" and not block_spot.is_faulty:
                self._check(data, block_spot)
            title_words = title_in(piece)
            found.append(BundleBlock(key=key, kind=kind, title={main: title_words} if title_words else {}, data=data))
            before = key
        return ({main: title} if title else {}), found

    def translate(
        self, text: str, unit: str, language: str, blocks: list[BundleBlock], spot: Spot
    ) -> tuple[Words, list[BundleBlock]]:
        """Read the texts of another language into the blocks."""
        title, pieces = self._front(text, spot, ("title",))
        found = {block.key: block for block in blocks}
        before = unit
        for piece in pieces:
            block_spot = self._spot(piece)
            key = piece.key or derived_key(before)
            block = found.get(key)
            if block is None:
                block_spot.wrong(notes.NOT_TRANSLATED, key)
                continue
            kind, data = read_piece(piece, block_spot, self._desk(), block.data)
            if kind != block.kind and not block_spot.is_faulty:
                block_spot.wrong(notes.NOT_TRANSLATED, f"{key} ({block.kind})")
            found[key] = _told_in(block, language, title_in(piece), data)
            if kind == "problem" and not block_spot.is_faulty:
                self._check(found[key].data, block_spot)
            before = key
        return ({language: title} if title else {}), list(found.values())

    def read_about(self, text: str, spot: Spot) -> str:
        """Read the page about the course: Markdown, or HTML in one fenced block."""
        pieces = split_pieces(text, 1)

        def missing(path: str, further: int) -> None:
            spot.wrong(notes.MISSING, path, line=1 + further)

        def absent(path: str, _further: int) -> None:
            spot.changed(notes.MISSING, path)

        if len(pieces) == 1 and pieces[0].name == "html":
            return str(clean(self.paths.inward(pieces[0].body, self.path, absent, is_html=True)))
        return to_html(self.paths.inward(text, self.path, missing)) if text.strip() else ""

    def _front(self, text: str, spot: Spot, names: tuple[str, ...]) -> tuple[str, list[Piece]]:
        head, body, line = split_front(text)
        title = ""
        try:
            value = yamls.load(head, 2)
        except yamls.NotYaml as broken:
            spot.wrong(notes.BAD_YAML, str(broken), line=broken.line)
            value = ""
        if isinstance(value, Fields):
            reader = Reader(value, spot, self.paths)
            reader.only(names)
            title = reader.text("title")
            if "key" in names and reader.has("key") and not is_key(reader.text("key")):
                reader.wrong("key", notes.BAD_KEY, reader.text("key"))
        elif value != "":
            spot.wrong(notes.MAPPING_WANTED, line=2)
        return title, split_pieces(body, line)

    def _spot(self, piece: Piece) -> Spot:
        label = piece.title or piece.key
        spot = Spot(self.path, piece.line, f"{piece.name or 'text'} · {label}" if label else piece.name or "text")
        if not piece.is_closed:
            spot.wrong(notes.NO_FENCE_END)
        self.spots.append(spot)
        return spot

    def _key(self, piece: Piece, before: str, keys: set[str], spot: Spot) -> str:
        if piece.key and not is_key(piece.key):
            spot.wrong(notes.BAD_KEY, piece.key)
        key = piece.key or (derived_key(before) if not piece.name else free_key(f"{before}-{piece.name}"[-100:], keys))
        if key in keys:
            spot.wrong(notes.KEY_TWICE, key)
        # A text named after its neighbour is as the format has it; anything else without a key is an oversight.
        if not piece.key and piece.name:
            spot.changed(notes.KEY_MISSING, key)
        keys.add(key)
        return key

    def _check(self, data: dict[str, Any], spot: Spot) -> None:
        kind = kinds.named("problem")
        for fault in kind.check(data) if kind else []:
            spot.wrong(notes.FAULTY, str(fault))

    def _desk(self) -> Desk:
        return Desk(self.path, self.paths, self.add_captions)


def _told_in(block: BundleBlock, language: str, title: str, data: dict[str, Any]) -> BundleBlock:
    told = {name: value for name, value in data.items() if value not in (None, "", [], {})}
    others = {**(block.data.get("in") or {}), **({language: told} if told else {})}
    return replace(
        block,
        title=block.title | ({language: title} if title else {}),
        data={**block.data, "in": others} if others else block.data,
    )
