"""Reading the words of WebVTT captions, for a transcript."""

import re
from html import unescape
from typing import TypeAlias

Cue: TypeAlias = list[float | str]
"""Second at which it begins, second at which it ends, its words."""

_TIMES = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})\s*-->\s*(?:(\d+):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})")
_TAG = re.compile(r"<[^>]*>")


def cues_of(webvtt: str) -> list[Cue]:
    """Give the cues of a caption file in order; what is not a cue is passed over."""
    cues: list[Cue] = []
    for chunk in re.split(r"\n[ \t]*\n", webvtt.replace("\r\n", "\n").replace("\r", "\n")):
        lines = chunk.split("\n")
        at = next((number for number, line in enumerate(lines) if _TIMES.match(line.strip())), None)
        if at is None:
            continue
        found = _TIMES.match(lines[at].strip())
        words = " ".join(unescape(_TAG.sub("", line)).strip() for line in lines[at + 1 :]).strip()
        if found and words:
            numbers = found.groups()
            cues.append([_seconds(*numbers[:4]), _seconds(*numbers[4:]), words])
    return cues


def _seconds(hours: str | None, minutes: str, seconds: str, thousandths: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(thousandths.ljust(3, "0")) / 1000
