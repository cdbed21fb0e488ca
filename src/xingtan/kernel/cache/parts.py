"""Parts of pages that are the same for everyone, kept in the memory of this process."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.utils.translation import get_language

T = TypeVar("T")

HOUR = 60 * 60
MOST_BYTES = 32 * 1024 * 1024


class _Shelf:
    """The parts used last, up to a weight."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes, self._bytes = most_bytes, 0
        self._parts: OrderedDict[Hashable, tuple[Any, float, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Any:
        """Give the part, or ``None`` if it is not here or is too old."""
        found = self._parts.get(key)
        if found is None or found[1] < time.monotonic():
            return None
        with self._lock:
            if key in self._parts:
                self._parts.move_to_end(key)
        return found[0]

    def put(self, key: Hashable, value: Any, ttl: float) -> None:
        """Keep the part, and forget those that were not used for longest."""
        size = weight(value)
        with self._lock:
            self._bytes += size - self._parts.pop(key, (None, 0, 0))[2]
            self._parts[key] = (value, time.monotonic() + ttl, size)
            while self._bytes > self._most_bytes:
                self._bytes -= self._parts.popitem(last=False)[1][2]

    def clear(self) -> None:
        """Forget every part."""
        with self._lock:
            self._parts.clear()
            self._bytes = 0


_shelf = _Shelf(MOST_BYTES)


def part(name: str, *keys: Hashable, make: Callable[[], T], ttl: float = HOUR) -> T:
    """Give this part as it was made last, or make it. Nobody changes what they are given.

    :param keys: all that it is made from: a version or a moment of change, a brand; the language is
        added here. Never a person, a permission, a token, a slot or the present moment.
    """
    key = (name, get_language(), *keys)
    found = _shelf.get(key)
    if found is None:
        found = make()
        _shelf.put(key, found, ttl)
    result: T = found
    return result


def forget() -> None:
    """Forget every part, as a new process has; for tests."""
    _shelf.clear()


def weight(value: object) -> int:
    """Estimate the bytes a part holds."""
    match value:
        case str() | bytes():
            return 100 + len(value)
        case list() | tuple():
            return 100 + sum(map(weight, value))
        case dict():
            return 200 + sum(weight(key) + weight(each) for key, each in value.items())
    return 200
