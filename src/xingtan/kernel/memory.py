"""Remembers what never changes, within one process and up to a weight."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Memory(Generic[K, V]):
    """The most recently used values, by key. Threads share it; values must not be changed.

    :param most: how much all values together may weigh
    :param weigh: says how much one weighs
    """

    def __init__(self, most: int, weigh: Callable[[V], int]) -> None:
        self._most = most
        self._weigh = weigh
        self._weight = 0
        self._values: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: K) -> V | None:
        """Give the value, if it is remembered."""
        with self._lock:
            found = self._values.get(key)
            if found is None:
                return None
            self._values.move_to_end(key)
            return found[0]

    def keep(self, key: K, value: V) -> V:
        """Remember the value, and forget those not used for longest when there is too much."""
        weight = self._weigh(value)
        with self._lock:
            self._forget(key)
            self._values[key] = value, weight
            self._weight += weight
            while self._weight > self._most:
                self._forget(next(iter(self._values)))
        return value

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._values.clear()
            self._weight = 0

    def _forget(self, key: K) -> None:
        if key in self._values:
            self._weight -= self._values.pop(key)[1]
