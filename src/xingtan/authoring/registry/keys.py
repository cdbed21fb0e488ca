"""Keys of blocks, units, sections and chapters: what may be one, and how one is made of other names."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Container

LONGEST_KEY = 100
KEY = re.compile(rf"[A-Za-z0-9_-]{{1,{LONGEST_KEY}}}")


def is_key(text: str) -> bool:
    """Test whether the text can be a key: letters of ASCII, digits, `_` and `-`."""
    return KEY.fullmatch(text) is not None


def clean_key(text: str) -> str:
    """Make a key of a foreign name; the same name always gives the same key."""
    if is_key(text):
        return text
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    readable = re.sub(r"[^A-Za-z0-9_]+", "-", ascii_text).strip("-")
    # Different names may become the same readable text; a digest of the name keeps them apart.
    tail = hashlib.sha256(text.encode()).hexdigest()[:8]
    return f"{readable[: LONGEST_KEY - 9]}-{tail}" if readable else f"k-{tail}"


def free_key(wanted: str, taken: Container[str]) -> str:
    """Give the wanted key, or the first of `wanted-2`, `wanted-3`, … that is not taken."""
    number, key = 1, wanted
    while key in taken:
        number += 1
        tail = f"-{number}"
        key = wanted[: LONGEST_KEY - len(tail)] + tail
    return key


def letter(number: int) -> str:
    """Name the options of a question by their place: 0 is `a`, 25 is `z`, 26 is `aa`."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("a") + rest) + name
    return name
