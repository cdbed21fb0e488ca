"""Types of files by their names, the same for every format."""

from __future__ import annotations

import mimetypes

# What the standard list does not know, or knows differently from one system to the next.
_OURS = {
    "avif": "image/avif",
    "js": "text/javascript",
    "m4a": "audio/mp4",
    "md": "text/markdown",
    "mjs": "text/javascript",
    "sjson": "application/json",
    "srt": "application/x-subrip",
    "vtt": "text/vtt",
    "webp": "image/webp",
    "woff": "font/woff",
    "woff2": "font/woff2",
}


def media_type(path: str) -> str:
    """Tell the type of a file by the end of its name."""
    ending = path.rpartition(".")[2].lower()
    return _OURS.get(ending) or mimetypes.guess_type(path)[0] or "application/octet-stream"
