"""Captions as other programs write them (SubRip, Open edX `sjson`), turned into WebVTT."""

from __future__ import annotations

import json
import re
from typing import Any

_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})")
_TIMES = re.compile(rf"\s*({_CLOCK.pattern})\s*-->\s*({_CLOCK.pattern})(.*)")
_FONT = re.compile(r"</?(?:font|span)\b[^>]*>|\{\\[^}]*\}", re.IGNORECASE)


class NotCaptions(ValueError):
    """The text is not of a form that can be read as captions."""


def text_of(content: bytes) -> str:
    """Decode the bytes of a caption file; old ones are often not UTF-8."""
    for encoding in ("utf-8-sig", "utf-16") if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def to_webvtt(name: str, content: bytes) -> bytes:
    """Turn a caption file into WebVTT; one that already is passes unchanged.

    :raises NotCaptions: if no line of it can be read
    """
    text = text_of(content)
    if text.startswith("WEBVTT"):
        return content
    if name.endswith((".sjson", ".json")) or text.lstrip().startswith("{"):
        return _of_sjson(text)
    return _of_srt(text)


def _of_srt(text: str) -> bytes:
    cues: list[str] = []
    for chunk in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        lines = [line for line in chunk.split("\n") if line.strip()]
        at = next((place for place, line in enumerate(lines[:2]) if _TIMES.match(line)), None)
        if at is None:
            # A blank line inside a cue: what follows still belongs to it.
            if cues and lines:
                cues[-1] += "\n" + "\n".join(_words(line) for line in lines)
            continue
        found = _TIMES.match(lines[at])
        assert found is not None
        body = "\n".join(_words(line) for line in lines[at + 1 :])
        cues.append(f"{_clock(found[1])} --> {_clock(found[6])}\n{body}")
    return _webvtt(cues)


def _of_sjson(text: str) -> bytes:
    try:
        data: Any = json.loads(text)
        rows = list(zip(data["start"], data["end"], data["text"], strict=False))
    except (ValueError, KeyError, TypeError) as broken:
        raise NotCaptions from broken
    return _webvtt([f"{_of_ms(start)} --> {_of_ms(end)}\n{_words(str(words))}" for start, end, words in rows if words])


def _webvtt(cues: list[str]) -> bytes:
    if not cues:
        raise NotCaptions
    return ("WEBVTT\n\n" + "\n\n".join(cues) + "\n").encode()


def _words(line: str) -> str:
    return _FONT.sub("", line).replace("-->", "→").strip()


def _clock(text: str) -> str:
    found = _CLOCK.match(text)
    assert found is not None
    hours, minutes, seconds, thousandths = found.groups()
    return f"{int(hours or 0):02}:{int(minutes):02}:{int(seconds):02}.{thousandths.ljust(3, '0')}"


def _of_ms(value: float) -> str:
    whole = max(0, round(float(value)))
    seconds, thousandths = divmod(whole, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{thousandths:03}"
