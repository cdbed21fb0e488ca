"""What the name of a file tells, the same for every format."""

from __future__ import annotations

import mimetypes
import re

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
_LEFT_BEHIND = re.compile(
    r"(^|/)(\.git(/|$)|\.DS_Store$|Thumbs\.db$|desktop\.ini$|__MACOSX(/|$)|\._[^/]*$|[^/]*~$|\.~lock\.|\.[^/]*\.swp$)"
)


def is_left_behind(path: str) -> bool:
    """Test whether a file is what a program leaves beside those of a person."""
    return _LEFT_BEHIND.search(path) is not None


def media_type(path: str) -> str:
    """Tell the type of a file by the end of its name."""
    ending = path.rpartition(".")[2].lower()
    return _OURS.get(ending) or mimetypes.guess_type(path)[0] or "application/octet-stream"
