"""What tells one document from others in the same place, and its values from no values."""

import hashlib
from collections.abc import Iterable
from functools import lru_cache

from xingtan.search.rules.folding import sayable

LONGEST_VALUE = 1000


def tie_of(id: str) -> int:  # noqa: A002 - it is what the document calls it
    """Give a number of 63 bits that is the same on every machine."""
    return int.from_bytes(hashlib.blake2b(sayable(id).encode(), digest_size=8).digest(), "big") >> 1


def kept_values(values: Iterable[str]) -> tuple[str, ...]:
    """Give the values of a facet as every engine can keep them, each once and always in the same order."""
    return _kept(tuple(values))


@lru_cache(maxsize=50_000)
def _kept(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({kept_value(value) for value in values} - {""}))


def kept_value(value: str) -> str:
    """Give one value as every engine can keep it."""
    return sayable(value)[:LONGEST_VALUE]
