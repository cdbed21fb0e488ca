"""Reads a course folder into a Bundle. Faults are rows with file and line; nothing an author writes raises."""

from __future__ import annotations

import posixpath
from dataclasses import replace

from xingtan.authoring.registry.bundle import (
    Bundle,
    BundleBlock,
    BundleFile,
    Chapter,
    Finding,
    Report,
    Section,
    Source,
    Unit,
    Words,
)
from xingtan.authoring.registry.formats import Tree
from xingtan.authoring.registry.keys import clean_key, free_key, is_key
from xingtan.federation.folder.adapters import manifest, notes, yamls
from xingtan.federation.folder.adapters.fields import Reader
from xingtan.federation.folder.adapters.locating import (
    ABOUT,
    MANIFEST,
    Store,
    find_manifest,
    parted_language,
)
from xingtan.federation.folder.adapters.manifest import ChapterEntry, Manifest, SectionEntry, main_language
from xingtan.federation.folder.adapters.notes import Spot
from xingtan.federation.folder.adapters.paths import Paths
from xingtan.federation.folder.adapters.pieces import split_front
from xingtan.federation.folder.adapters.texts import TextFile
from xingtan.federation.folder.adapters.yamls import Fields
from xingtan.library.registry.media import is_left_behind, media_type

LONGEST_TEXT = 1_000_000


def read(tree: Tree) -> Bundle:
    """Read the course."""
    path = find_manifest(tree)
    if path is None:
        finding = Finding(place=MANIFEST, what="course", why=notes.NO_MANIFEST)
        return Bundle(format="folder", report=Report(errors=[finding]))
    return Folder(tree, path.removesuffix(MANIFEST)).read()


class Folder:
    """One reading of one folder."""

    def __init__(self, tree: Tree, prefix: str) -> None:
        self.tree = tree
        self.prefix = prefix
        self.store = Store(tree, prefix)
        self.report = Report()
        # A dictionary for its order; what is looked up in it is only whether there is such a file.
        self.names = dict.fromkeys(name.removeprefix(prefix) for name in tree.names() if name.startswith(prefix))
        self.files: dict[str, BundleFile] = {}
        self.sources: dict[str, Source] = {}
        self.paths = Paths(self.files)
        self.main = "en"
        self._keys: dict[str, set[str]] = {"chapter": set(), "section": set(), "unit": set(), "block": set()}
        self._translations: dict[str, list[tuple[str, str]]] = {}
        self._done: set[str] = set()

    @property
    def unit_paths(self) -> dict[str, str]:
        """Give the paths of the units by their keys."""
        return {key: path for path, key in self.paths.units.items()}

    def take_file(self, path: str) -> BundleFile:
        """Take a file that is not read as text."""
        return self.store.file(path)

    def read(self) -> Bundle:
        """Read everything: the manifest, the files beside it, the units."""
        spot = Spot(MANIFEST, 1, "course")
        fields = self._manifest_fields(spot)
        texts = self._texts(fields)
        for name in self.names:
            if name not in texts and not is_left_behind(name):
                self.files[name] = self.take_file(name)
        told = manifest.read_manifest(Reader(fields, spot, self.paths))
        self.main = main_language(told.facts.languages)
        self.sources[MANIFEST] = self.store.source(MANIFEST, ())
        self._find_units(told, spot)
        chapters = tuple(self._chapter(entry, spot) for entry in told.chapters)
        facts = replace(told.facts, about=self._about())
        spot.settle(self.report)
        self._account_for_files()
        return Bundle(
            facts=facts,
            dates=told.dates,
            policy=told.policy,
            chapters=chapters,
            files=dict(sorted(self.files.items())),
            sources=dict(sorted(self.sources.items())),
            format="folder",
            report=self.report,
        )

    def _manifest_fields(self, spot: Spot) -> Fields:
        try:
            value = yamls.load(self._text(MANIFEST, spot))
        except yamls.NotYaml as broken:
            spot.wrong(notes.BAD_YAML, str(broken), line=broken.line)
            value = ""
        if isinstance(value, Fields):
            return value
        if value != "":
            spot.wrong(notes.MAPPING_WANTED)
        return Fields({}, {}, 1)

    def _texts(self, fields: Fields) -> set[str]:
        """Name the files that are read as texts: the manifest, the units it lists, and their translations."""
        # The outline is looked through before the files are known; faults in it are noted when it is read.
        silent = Reader(fields, Spot("", 0, ""), self.paths)
        listed = {
            unit
            for chapter in silent.mappings("outline")
            for section in chapter.mappings("sections")
            for unit in section.texts("units")
        } | {f"{ABOUT}.md"}
        found = {MANIFEST}
        for path in self.names:
            parted = parted_language(path)
            if path in listed:
                found.add(path)
            elif parted and parted[0] in listed:
                found.add(path)
                self._translations.setdefault(parted[0], []).append((parted[1], path))
        return found

    def _find_units(self, told: Manifest, spot: Spot) -> None:
        """Learn the keys of all units before any is read, since they may link to each other."""
        for section in (section for chapter in told.chapters for section in chapter.sections):
            for path, line in section.units:
                if path not in self.names or path == MANIFEST or path in self.files:
                    spot.wrong(notes.MISSING, path, line=line)
                elif path in self.paths.units:
                    spot.wrong(notes.UNIT_TWICE, path, line=line)
                else:
                    self.paths.units[path] = self._unit_key(path)

    def _unit_key(self, path: str) -> str:
        head, _body, _line = split_front(self._text(path))
        try:
            value = yamls.load(head)
        except yamls.NotYaml:
            value = ""
        told = value.values.get("key", "") if isinstance(value, Fields) else ""
        name = posixpath.splitext(posixpath.basename(path))[0]
        return told if isinstance(told, str) and is_key(told) else clean_key(name)

    def _chapter(self, entry: ChapterEntry, spot: Spot) -> Chapter:
        key = self._key(entry.key, entry.title, "chapter", spot)
        sections = tuple(self._section(section, spot) for section in entry.sections)
        return Chapter(key=key, title=entry.title, sections=sections)

    def _section(self, entry: SectionEntry, spot: Spot) -> Section:
        units = []
        for path, _line in entry.units:
            if path in self.paths.units and path not in self._done:
                self._done.add(path)
                units.append(self._unit(path))
        key = self._key(entry.key, entry.title, "section", spot)
        return Section(key=key, title=entry.title, units=tuple(units), graded_as=entry.graded_as, due_at=entry.due_at)

    def _key(self, key: str, title: Words, what: str, spot: Spot) -> str:
        taken = self._keys[what]
        if key and not is_key(key):
            spot.wrong(notes.BAD_KEY, key)
        if key in taken:
            spot.wrong(notes.KEY_TWICE, key)
        if not key:
            words = next(iter(title.values()), "").lower().replace(" ", "-")
            key = free_key(clean_key(f"{what}-{words}"), taken)
            spot.changed(notes.KEY_MISSING, key)
        taken.add(key)
        return key

    def _unit(self, path: str) -> Unit:
        key = self.paths.units[path]
        text = TextFile(path, self.paths, self._add_captions)
        spot = Spot(path, 1, f"unit · {key}")
        if key in self._keys["unit"]:
            spot.wrong(notes.KEY_TWICE, key)
        self._keys["unit"].add(key)
        title, blocks = text.read(self._text(path, spot), key, self.main, spot, self._keys["block"])
        spot.what = f"unit · {title.get(self.main) or key}"
        self._settle(path, spot, text, blocks)
        for language, other in sorted(self._translations.get(path, [])):
            text = TextFile(other, self.paths, self._add_captions)
            spot = Spot(other, 1, f"unit · {key} ({language})")
            said, blocks = text.translate(self._text(other, spot), key, language, blocks, spot)
            title = title | said
            self._settle(other, spot, text, blocks)
        return Unit(key=key, title=title, blocks=tuple(blocks))

    def _settle(self, path: str, spot: Spot, text: TextFile, blocks: list[BundleBlock]) -> None:
        for each in (spot, *text.spots):
            each.settle(self.report)
        self.sources[path] = self.store.source(path, tuple(block.key for block in blocks))

    def _about(self) -> Words:
        found: Words = {}
        paths = [(self.main, f"{ABOUT}.md"), *sorted(self._translations.get(f"{ABOUT}.md", []))]
        for language, path in paths:
            if path not in self.names:
                continue
            spot = Spot(path, 1, f"about ({language})")
            html = TextFile(path, self.paths, self._add_captions).read_about(self._text(path, spot), spot)
            spot.settle(self.report)
            self.sources[path] = self.store.source(path, ())
            if html:
                found[language] = html
        return found

    def _account_for_files(self) -> None:
        for path in self.tree.names():
            spot = Spot(path, 0, "file")
            ours = path.removeprefix(self.prefix)
            if not path.startswith(self.prefix) or is_left_behind(ours):
                spot.changed(notes.LEFT_OUT)
            elif ours not in self.files:
                continue
            elif ours.startswith("units/") and ours.endswith(".md"):
                spot.changed(notes.NOT_LISTED)
            spot.settle(self.report)

    def _text(self, path: str, spot: Spot | None = None) -> str:
        content = self.store.read(path)
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as broken:
            if spot is not None:
                spot.wrong(notes.NOT_UTF8, line=content[: broken.start].count(b"\n") + 1)
            text = content.decode("utf-8-sig", "replace")
        if len(text) > LONGEST_TEXT:
            if spot is not None:
                spot.wrong(notes.TOO_LONG)
            return ""
        return one_line_end(text)

    def _add_captions(self, path: str, content: bytes) -> str:
        made = BundleFile.of_bytes(path, content, media_type(path))
        self.files.setdefault(path, made)
        return made.digest


def one_line_end(text: str) -> str:
    """Write the ends of lines in one way, whichever system they come from."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
