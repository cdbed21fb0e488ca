"""Video blocks: where the film is, its captions, its handouts."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

from xingtan.authoring.registry.references import REFERENCE
from xingtan.federation.olx.adapters import reasons
from xingtan.federation.olx.adapters.context import Context, language_code
from xingtan.federation.olx.adapters.ledger import Element
from xingtan.federation.olx.adapters.links import rewrite_url
from xingtan.federation.olx.adapters.markup import Xml, as_json
from xingtan.federation.olx.adapters.prose import youtube_id
from xingtan.library.registry.captions import NotCaptions, to_webvtt

_CLOCK = re.compile(r"^(?:(\d+):)?(\d{1,2}):(\d{1,2}(?:\.\d+)?)$")


def read_video(video: Xml, key: str, context: Context, element: Element) -> dict[str, Any]:
    """Read a video block."""
    youtube = _youtube(video)
    sources = []
    for url in _urls(video):
        if found := youtube_id(url):
            youtube = youtube or found
        else:
            sources.append(_source(url, context))
    data: dict[str, Any] = {
        "sources": sources,
        "captions": _captions(video, key, context, element),
        "youtube": youtube,
        "poster": _file(video.get("poster") or _thumbnail(video), context),
    }
    for name, ours in (("start_time", "start"), ("end_time", "end")):
        if seconds := _seconds(video.get(name)):
            data[ours] = seconds
    if handouts := _handouts(video, context, element):
        data["handouts"] = handouts
    _note_where(data, video, element)
    return data


def _note_where(data: dict[str, Any], video: Xml, element: Element) -> None:
    if any(source["file"] for source in data["sources"]):
        return
    if data["sources"]:
        element.changed(reasons.VIDEO_ELSEWHERE)
    elif data["youtube"]:
        element.changed(reasons.VIDEO_YOUTUBE)
    else:
        element.unsupported(reasons.VIDEO_NOWHERE, (video.get("edx_video_id") or "").strip())


def _youtube(video: Xml) -> str | None:
    if plain := (video.get("youtube_id_1_0") or "").strip():
        return plain
    by_speed: dict[str, str] = {}
    for pair in (video.get("youtube") or "").replace('"', "").split(","):
        speed, colon, name = pair.strip().partition(":")
        if colon and name:
            by_speed[speed] = name
        elif speed and not colon:
            by_speed["1.00"] = speed
    for speed in ("1.00", "1.0", "1"):
        if speed in by_speed:
            return by_speed[speed]
    return next(iter(by_speed.values()), None)


def _urls(video: Xml) -> list[str]:
    urls = [str(url) for url in as_json(video.get("html5_sources")) or [] if isinstance(url, str)]
    urls += [source.get("src") or "" for source in video.findall("source")]
    urls += [video.get("source") or "", *(each.get("url") or "" for each in video.iterfind(".//encoded_video"))]
    return list(dict.fromkeys(url.strip() for url in urls if url.strip()))


def _source(url: str, context: Context) -> dict[str, Any]:
    found = REFERENCE.fullmatch(rewrite_url(url, context.files, {}))
    name = unquote(url.partition("?")[0].rstrip("/").rpartition("/")[2]) or url
    if found:
        return {"file": found["digest"], "url": None, "name": unquote(found["name"])}
    return {"file": None, "url": url, "name": name}


def _file(url: str | None, context: Context) -> str | None:
    found = REFERENCE.fullmatch(rewrite_url(url or "", context.files, {}))
    return found["digest"] if found else None


def _thumbnail(video: Xml) -> str:
    asset = video.find("video_asset")
    return (asset.get("image") or "") if asset is not None else ""


def _seconds(value: str | None) -> float | None:
    text = (value or "").strip().strip('"')
    if found := _CLOCK.match(text):
        hours, minutes, seconds = found.groups()
        return int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds)
    try:
        return float(text) or None
    except ValueError:
        return None


def _caption_files(video: Xml) -> dict[str, list[str]]:
    """Name the caption files by language, the likelier first."""
    found: dict[str, list[str]] = {}
    for child in video.findall("transcript"):
        found.setdefault(child.get("language") or "en", []).append(child.get("src") or "")
    told = as_json(video.get("transcripts"))
    for language, name in (told if isinstance(told, dict) else {}).items():
        found.setdefault(str(language), []).append(str(name))
    identity = (video.get("edx_video_id") or "").strip()
    for each in video.iterfind(".//video_asset/transcripts/transcript"):
        language = each.get("language_code") or "en"
        found.setdefault(language, []).append(f"{identity}-{language}.{each.get('file_format') or 'srt'}")
    for sub in (video.get("sub"), video.get("youtube_id_1_0")):
        if sub:
            found.setdefault("en", []).append(f"subs_{sub}.srt.sjson")
    return found


def _captions(video: Xml, key: str, context: Context, element: Element) -> list[dict[str, str]]:
    rows = []
    for language, names in sorted(_caption_files(video).items()):
        code = language_code(language)
        path = next((found for name in names if name and (found := _find(name, language, context))), None)
        if path is None:
            if any(name and not _is_guess(name, video) for name in names):
                element.changed(reasons.CAPTIONS_MISSING, code)
            continue
        context.files.used.add(path)
        try:
            content = to_webvtt(path, context.files.read(path))
        except NotCaptions:
            element.changed(reasons.CAPTIONS_BROKEN, path)
            continue
        rows.append({"language": code, "file": context.files.add(f"captions/{key}.{code}.vtt", content).digest})
    return rows


def _is_guess(name: str, video: Xml) -> bool:
    """Test whether we only tried this name because Open edX would."""
    return name == f"subs_{video.get('youtube_id_1_0')}.srt.sjson"


def _find(name: str, language: str, context: Context) -> str | None:
    for candidate in (
        name,
        f"{name}.srt",
        f"subs_{name}.srt.sjson",
        f"{language}_subs_{name}.srt.sjson",
        f"{name}.sjson",
    ):
        for place in (candidate, f"static/{candidate}", f"video/{candidate}", f"transcripts/{candidate}"):
            if place in context.files.known and not place.endswith(".xml"):
                return place
        if path := context.files.uploaded(candidate.removeprefix("/static/")):
            return path
    return None


def _handouts(video: Xml, context: Context, element: Element) -> list[dict[str, str]]:
    urls = [video.get("handout") or "", video.get("track") or ""]
    urls += [child.get("src") or "" for child in (*video.findall("handout"), *video.findall("track"))]
    rows: list[dict[str, str]] = []
    for url in dict.fromkeys(url.strip() for url in urls if url.strip()):
        found = REFERENCE.fullmatch(rewrite_url(url, context.files, {}))
        if found is None:
            element.changed(reasons.MISSING_FILE, unquote(url.rpartition("block@")[2].rpartition("/")[2]))
        elif found["digest"] not in {row["file"] for row in rows}:
            rows.append({"file": found["digest"], "name": unquote(found["name"])})
    return rows
