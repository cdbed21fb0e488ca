"""Blocks as pieces of a unit's file: how each kind is read, and how it is written."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from xingtan.authoring.registry.references import FILE_FIELDS, REFERENCE
from xingtan.federation.folder.adapters import notes, yamls
from xingtan.federation.folder.adapters.fields import Reader, Writer
from xingtan.federation.folder.adapters.notes import Spot
from xingtan.federation.folder.adapters.paths import Paths
from xingtan.federation.folder.adapters.pieces import Piece, split_header
from xingtan.federation.folder.adapters.problems import (
    read_problem,
    read_translation,
    write_problem,
    write_translation,
)
from xingtan.federation.folder.adapters.yamls import Fields
from xingtan.kernel.prose import clean
from xingtan.library.registry.captions import NotCaptions, to_webvtt
from xingtan.library.registry.media import media_type


@dataclass(slots=True)
class Desk:
    """What reading and writing the blocks of one file needs."""

    path: str
    paths: Paths
    add_captions: Callable[[str, bytes], str]
    """Takes captions that were turned into WebVTT, and gives their digest."""


def read_piece(piece: Piece, spot: Spot, desk: Desk, base: dict[str, Any] | None = None) -> tuple[str, dict[str, Any]]:
    """Read a piece: the kind of its block, and its data.

    :param base: the data it translates, if this is a file in another language
    """

    def missing(path: str, further: int) -> None:
        spot.wrong(notes.MISSING, path, line=piece.body_line + further)

    if piece.name in {"", "markdown"}:
        return "text", {"markdown": desk.paths.inward(piece.body, desk.path, missing)}
    if piece.name == "problem":
        reader = _reader(piece.body, piece.body_line, spot, desk)
        return "problem", read_problem(reader) if base is None else read_translation(reader, base)
    if piece.name in {"video", "document"}:
        reader = _reader(piece.body, piece.body_line, spot, desk)
        return piece.name, _video(reader, desk) if piece.name == "video" else _document(reader, desk)
    if piece.name in {"html", "frame", "unknown"}:
        return _raw(piece, spot, desk)
    if piece.name == "block":
        return _block(piece, spot, desk)
    spot.wrong(notes.BAD_BLOCK, piece.name)
    return "", {}


def _reader(text: str, line: int, spot: Spot, desk: Desk) -> Reader:
    try:
        value = yamls.load(text, line)
    except yamls.NotYaml as broken:
        spot.wrong(notes.BAD_YAML, str(broken), line=broken.line)
        value = ""
    if isinstance(value, Fields):
        return Reader(value, spot, desk.paths)
    if value != "":
        spot.wrong(notes.MAPPING_WANTED, line=line)
    return Reader(Fields({}, {}, line), spot, desk.paths)


def _digest(reader: Reader, name: str, path: str, desk: Desk) -> str | None:
    digest = desk.paths.digest(path, desk.path)
    if digest is None:
        reader.wrong(name, notes.MISSING, path)
    return digest


def _video(reader: Reader, desk: Desk) -> dict[str, Any]:
    reader.only(("sources", "youtube", "captions", "poster", "start", "end", "handouts"))
    data: dict[str, Any] = {"sources": [], "captions": [], "youtube": reader.text("youtube") or None, "poster": None}
    for told in reader.texts("sources"):
        name = posixpath.basename(told)
        if told.startswith(("https://", "http://")):
            data["sources"].append({"file": None, "url": told, "name": name})
        elif digest := _digest(reader, "sources", told, desk):
            data["sources"].append({"file": digest, "url": None, "name": name})
    captions = reader.mapping("captions")
    for language in captions.fields.values if captions else ():
        assert captions is not None
        if digest := _captions(captions, language, desk):
            data["captions"].append({"language": language, "file": digest})
    if reader.has("poster"):
        data["poster"] = _digest(reader, "poster", reader.text("poster"), desk)
    for name in ("start", "end"):
        if reader.has(name):
            data[name] = reader.number(name)
    handouts = [(told, _digest(reader, "handouts", told, desk)) for told in reader.texts("handouts")]
    if handouts:
        data["handouts"] = [{"file": digest, "name": posixpath.basename(told)} for told, digest in handouts if digest]
    return data


def _captions(reader: Reader, language: str, desk: Desk) -> str | None:
    path = reader.text(language)
    file = desk.paths.find(path, desk.path)
    if file is None or path.endswith(".vtt"):
        return _digest(reader, language, path, desk)
    with file.open() as opened:
        content = opened.read()
    try:
        return desk.add_captions(posixpath.splitext(file.path)[0] + ".vtt", to_webvtt(path, content))
    except NotCaptions:
        reader.wrong(language, notes.CAPTIONS_BROKEN, path)
        return None


def _document(reader: Reader, desk: Desk) -> dict[str, Any]:
    reader.only(("file", "name"))
    path = reader.text("file")
    file = desk.paths.find(path, desk.path)
    if file is None:
        reader.wrong("file", notes.MISSING, path)
        return {}
    return {
        "file": file.digest,
        "name": reader.text("name") or posixpath.basename(path),
        "media_type": media_type(path),
        "size_bytes": file.size_bytes,
    }


def _raw(piece: Piece, spot: Spot, desk: Desk) -> tuple[str, dict[str, Any]]:
    head, body = split_header(piece)
    reader = _reader(head, piece.body_line + 1, spot, desk)

    def absent(path: str, _further: int) -> None:
        if piece.name != "unknown":
            spot.changed(notes.MISSING, path)

    html = desk.paths.inward(body, desk.path, absent, is_html=True)
    if piece.name == "html":
        reader.only(("source",))
        return "text", {"html": str(clean(html))} | ({"source": reader.text("source")} if reader.has("source") else {})
    if piece.name == "frame":
        reader.only(("height",))
        data: dict[str, Any] = {"html": html, "files": _files_in(html, desk)}
        if reader.has("height"):
            data["height"] = reader.number("height")
        return "frame", data
    reader.only(("tag", "url"))
    data = {"tag": reader.text("tag"), "source": html}
    return "unknown", data | ({"url": reader.text("url")} if reader.has("url") else {})


def _files_in(html: str, desk: Desk) -> dict[str, str]:
    digests = {found["digest"] for found in REFERENCE.finditer(html)}
    return {path: file.digest for path, file in sorted(desk.paths.files.items()) if file.digest in digests}


def _block(piece: Piece, spot: Spot, desk: Desk) -> tuple[str, dict[str, Any]]:
    try:
        told = json.loads(piece.body)
    except (ValueError, RecursionError) as broken:
        spot.wrong(notes.BAD_JSON, str(broken), line=piece.body_line)
        return "", {}
    if not isinstance(told, dict) or not isinstance(told.get("kind"), str) or not isinstance(told.get("data"), dict):
        spot.wrong(notes.BAD_JSON, "kind, data", line=piece.body_line)
        return "", {}
    return told["kind"], _with_digests(told["data"], spot, desk, piece.body_line)


def _with_digests(data: Any, spot: Spot, desk: Desk, line: int) -> Any:
    """Put digests in place of the paths that fields for a file hold, at whatever depth."""
    if isinstance(data, list):
        return [_with_digests(each, spot, desk, line) for each in data]
    if not isinstance(data, dict):
        return data
    told = {}
    for name, value in data.items():
        if name in FILE_FIELDS and isinstance(value, str) and value:
            found = desk.paths.digest(value, desk.path)
            if found is None:
                spot.wrong(notes.MISSING, value, line=line)
            told[name] = found or value
        else:
            told[name] = _with_digests(value, spot, desk, line)
    return told


def write_piece(
    kind: str, data: dict[str, Any], desk: Desk, base: dict[str, Any] | None = None
) -> tuple[str, str] | None:
    """Write a block's data: the name of its fence (empty for plain text) and what stands in it.

    None where the plain ways of writing cannot say it; whoever calls must compare what would be read again.
    """
    writer = Writer(desk.paths, desk.path)
    if kind == "text" and set(data) == {"markdown"}:
        return "", desk.paths.outward(data["markdown"], desk.path)
    if kind == "text" and "html" in data:
        return "html", _with_header(
            {"source": data.get("source")}, desk.paths.outward(data["html"], desk.path, is_html=True)
        )
    if kind == "problem":
        fields = write_problem(data, writer) if base is None else write_translation(data, base, writer)
        return "problem", _yaml(fields)
    if kind == "video":
        return "video", _yaml(_video_fields(data, desk))
    if kind == "document" and isinstance(data.get("file"), str):
        return "document", _yaml(_document_fields(data, desk))
    if kind == "frame" and "html" in data:
        return "frame", _with_header(
            {"height": data.get("height")}, desk.paths.outward(data["html"], desk.path, is_html=True)
        )
    if kind == "unknown":
        source = desk.paths.outward(data.get("source", ""), desk.path, is_html=True)
        return "unknown", _with_header({"tag": data.get("tag"), "url": data.get("url")}, source)
    return None


def write_any(kind: str, data: dict[str, Any], title: str) -> tuple[str, str]:
    """Write a block of any kind, exactly."""
    told = {"kind": kind, **({"title": title} if title else {}), "data": data}
    return "block", json.dumps(told, ensure_ascii=False, indent=2)


def title_in(piece: Piece) -> str:
    """Give the title of a piece, which a block of any kind has among its fields."""
    if piece.name == "block" and not piece.title:
        try:
            told = json.loads(piece.body)
        except (ValueError, RecursionError):
            return ""
        return str(told.get("title") or "") if isinstance(told, dict) else ""
    return piece.title


def _yaml(fields: dict[str, Any]) -> str:
    return yamls.dump(fields).rstrip("\n") if fields else ""


def _with_header(fields: dict[str, Any], body: str) -> str:
    told = {name: value for name, value in fields.items() if value is not None and value != ""}
    if not told and not body.startswith("---"):
        return body
    return f"---\n{yamls.dump(told) if told else ''}---\n{body}"


def _video_fields(data: dict[str, Any], desk: Desk) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    sources = [
        desk.paths.path(source["file"], desk.path, source.get("name", "")) if source.get("file") else source.get("url")
        for source in data.get("sources") or []
    ]
    if sources:
        fields["sources"] = sources
    if data.get("youtube"):
        fields["youtube"] = data["youtube"]
    if data.get("captions"):
        fields["captions"] = {row["language"]: desk.paths.path(row["file"], desk.path) for row in data["captions"]}
    if data.get("poster"):
        fields["poster"] = desk.paths.path(data["poster"], desk.path)
    for name in ("start", "end"):
        if data.get(name) is not None:
            fields[name] = data[name]
    if data.get("handouts"):
        fields["handouts"] = [desk.paths.path(row["file"], desk.path, row.get("name", "")) for row in data["handouts"]]
    return fields


def _document_fields(data: dict[str, Any], desk: Desk) -> dict[str, Any]:
    path = desk.paths.path(data["file"], desk.path, data.get("name", ""))
    if path == data["file"]:
        path = desk.paths.path(data["file"], desk.path)
    fields = {"file": path}
    if data.get("name") and data["name"] != posixpath.basename(path):
        fields["name"] = data["name"]
    return fields
