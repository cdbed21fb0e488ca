"""How texts and data of a block point to files (`file:<digest>/<name>`, `"file": "<digest>"`) and into the course.

`course:<unit>` leads to the unit of that key, `course:<unit>#<block>` to a block in it, `course:` to the course's first page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, unquote

REFERENCE = re.compile(r"file:(?P<digest>[0-9a-f]{64})/(?P<name>[^\s\"'<>()]*)")
_PLACE = re.compile(r"""(\bhref=["']|\]\()course:([A-Za-z0-9_-]*)""")
FILE_FIELDS = ("file", "poster", "photo")
"""Fields of block data that hold a digest (or None)."""


def reference(digest: str, name: str) -> str:
    """Write the address of a file as texts carry it; the name is percent-encoded."""
    return f"file:{digest}/{quote(name, safe='')}"


def resolve(text: str, address: Callable[[str, str], str]) -> str:
    """Put `address(digest, name)` in place of each reference in a text."""
    return REFERENCE.sub(lambda found: address(found["digest"], unquote(found["name"])), text)


def resolve_places(html: str, address: Callable[[str], str]) -> str:
    """Put `address(key)` in place of each `course:<key>` that a link leads to; the key may be empty."""
    return _PLACE.sub(lambda found: found[1] + address(found[2]), html)


def digests_in(data: Any) -> set[str]:
    """Find the digests of all files that block data points to, at whatever depth."""
    return set(_digests(data))


def _digests(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield from (found["digest"] for found in REFERENCE.finditer(data))
    elif isinstance(data, dict):
        for name, value in data.items():
            if name in FILE_FIELDS and isinstance(value, str) and re.fullmatch(r"[0-9a-f]{64}", value):
                yield value
            else:
                yield from _digests(value)
    elif isinstance(data, list):
        for value in data:
            yield from _digests(value)
