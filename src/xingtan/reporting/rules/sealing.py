"""What is signed: one text for one report, the same byte for byte wherever it is written down again."""

import hashlib
import hmac
import json
from typing import Any

KIND = "xingtan.report.1"


def canonical(said: Any) -> bytes:
    """Write JSON in the one way that is signed: keys in order, no spaces, UTF-8 (RFC 8785 for what we say)."""
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def read(said: str) -> Any:
    """Read what was signed."""
    return json.loads(said)


def digest_of(data: bytes) -> str:
    """Give the SHA-256 of what is signed, by which it is cited."""
    return hashlib.sha256(data).hexdigest()


def commitment(salt: str, name: str) -> str:
    """Stand for a name in what is signed: the name can be shown to be this one, and can be forgotten."""
    return hmac.digest(salt.encode(), name.encode(), "sha256").hex()
