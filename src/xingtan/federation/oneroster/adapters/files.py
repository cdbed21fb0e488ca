"""OneRoster as files: a zip of CSV with a manifest, in full or what changed; or the zip of a program that is less strict."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, BinaryIO

from django.utils.translation import gettext_lazy

from xingtan.federation.oneroster import rules
from xingtan.federation.oneroster.adapters.lines import MAKERS, Line, Skipped
from xingtan.kernel import archives
from xingtan.rosters.registry import Bad, Contents, Format, decoded, rows_of, text_of

MIB = 1024 * 1024
LIMITS = archives.Limits(files=200, total_bytes=1024 * MIB, file_bytes=512 * MIB, seconds=120)
MOST_LINES = 3_000_000
_known = re.compile(r"(?:^|/)([A-Za-z]+)\.csv$")
# What a zip made on a Mac has besides.
_rubbish = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$|\._)")


def suits(file: BinaryIO, name: str) -> bool:
    """Test whether a file is a zip with files of OneRoster in it."""
    if file.read(4) != b"PK\x03\x04":
        return False
    file.seek(0)
    try:
        with archives.unpack(file, LIMITS) as tree:
            return bool(_places(tree.names()))
    except archives.ArchiveRefused:
        return name.lower().endswith(".zip")


def _places(names: list[str]) -> dict[str, str]:
    """Find the files, in whatever folder and whatever case."""
    wanted = {each.casefold(): each for each in (*rules.FILES, "manifest")}
    found: dict[str, str] = {}
    for name in names:
        part = _known.search(name)
        if part and not _rubbish.search(name) and (known := wanted.get(part[1].casefold())):
            found.setdefault(known, name)
    return found


def read(file: BinaryIO, name: str, options: Mapping[str, Any]) -> Contents:
    """Read all files; what is wrong is told with file and line, and everything is read to the end.

    :raises ArchiveRefused: if it is no archive that can be opened
    """
    contents = Contents()
    with archives.unpack(file, LIMITS) as tree:
        places = _places(tree.names())
        manifest = _manifest(tree, places.get("manifest"), contents)
        whole = set()
        for file_name, kind in rules.FILES.items():
            mode = rules.mode_of(manifest, file_name)
            place = places.get(file_name)
            if place is None:
                if mode in ("bulk", "delta") and manifest is not None:
                    contents.bad.append(Bad("error", f"{file_name}.csv", 0, "missing_file"))
                continue
            if mode == "absent":
                contents.bad.append(Bad("warning", f"{file_name}.csv", 0, "not_in_manifest"))
                continue
            if mode not in ("bulk", "delta"):
                contents.bad.append(Bad("error", f"{file_name}.csv", 0, "bad_manifest", mode))
                continue
            if mode == "bulk":
                whole.add(kind)
            _read_file(tree.read(place), f"{file_name}.csv", kind, contents)
        used = {*places.values()}
        contents.bad += [
            Bad("warning", each[:200], 0, "not_read")
            for each in tree.names()
            if each not in used and not _rubbish.search(each)
        ][:50]
    if "roles" not in places:
        # In 1.1 a user's roles stand in their own line: those of whole files, or of each person who is named.
        if "user" in whole:
            whole.add("role")
        contents.roles_told_of = {each.user for each in contents.facts["role"]}
    _let_go(contents)
    contents.whole = frozenset(whole)
    return contents


def _let_go(contents: Contents) -> None:
    """Let go with a person who is not enabled what the other files still say of them."""
    off = contents.off
    for kind in ("role", "enrollment") if off else ():
        contents.facts[kind] = [
            replace(each, is_gone=True) if each.user in off else each for each in contents.facts[kind]
        ]


def _manifest(tree: archives.Tree, place: str | None, contents: Contents) -> dict[str, str] | None:
    if place is None:
        contents.bad.append(Bad("warning", rules.MANIFEST, 0, "no_manifest"))
        return None
    text, _encoding = decoded(tree.read(place))
    rows = list(rows_of(text, rules.MANIFEST, contents.bad))
    said = {row.cells[0].strip(): row.cells[1].strip() for row in rows if len(row.cells) > 1}
    return {key[:1].lower() + key[1:]: value for key, value in said.items()}


def _read_file(data: bytes, name: str, kind: str, contents: Contents) -> None:
    rows = rows_of(text_of(data, name, contents.bad), name, contents.bad)
    heading = next(rows, None)
    if heading is None:
        contents.bad.append(Bad("error", name, 0, "empty"))
        return
    columns: dict[str, int] = {}
    for place, said in enumerate(heading.cells):
        columns.setdefault(said.strip().strip("\ufeff").casefold(), place)
    missing = [each for each in rules.NEEDED[kind] if each.casefold() not in columns]
    contents.bad += [Bad("error", name, heading.line, "no_column", each) for each in missing]
    if missing:
        return
    make: Callable[[Line, Contents], None] = MAKERS[kind]
    width = len(heading.cells)
    for count, row in enumerate(rows):
        cells = row.cells
        if len(cells) != width and (len(cells) < width or any(map(str.strip, cells[width:]))):
            contents.bad.append(Bad("error", name, row.line, "ragged", f"{len(cells)} / {width}"))
            continue
        if count >= MOST_LINES:
            contents.bad.append(Bad("error", name, row.line, "too_many", str(MOST_LINES)))
            return
        try:
            make(Line(columns, cells, name, row.line, contents), contents)
        except Skipped:
            continue


FORMAT = Format("oneroster", gettext_lazy("OneRoster (zip)"), suits, read)
