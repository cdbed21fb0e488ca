"""The name of a value: equal values have equal digests, wherever and whenever they were written."""

import hashlib
import json
from typing import Any


def canonical(value: Any) -> bytes:
    """Write a JSON value in the one way it can be written: keys sorted, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def digest(value: Any) -> str:
    """Give the SHA-256 of the value in its canonical form."""
    return hashlib.sha256(canonical(value)).hexdigest()


def block_digest(*, key: str, kind: str, title: dict[str, str], data: dict[str, Any]) -> str:
    """Give the digest under which a course keeps a block."""
    return digest({"key": key, "kind": kind, "title": title, "data": data})
