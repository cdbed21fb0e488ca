"""Dense numbers for keys of 63 bits: what is counted by the billion is counted by small numbers.

A key is of its source: two platforms may both have an account 7. Numbers are given once and stay, as tables that
were closed hold them; what comes later gets the next ones.
"""

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Keys: TypeAlias = "NDArray[np.int64]"
Numbers: TypeAlias = "NDArray[np.int32]"

UNKNOWN = -1
BATCH = 1 << 18

# Odd, and with its bits well spread: equal keys of two sources become different, and buckets fill evenly.
_SPREAD = np.uint64(0x9E3779B97F4A7C15)


def salted(source: "NDArray[np.int16]", key: Keys) -> Keys:
    """Make one key of a source and a key of this source; keys of this site stay as they are."""
    return np.bitwise_xor(key, (source.astype(np.uint64) * _SPREAD >> np.uint64(1)).view(np.int64))


class Lookup:
    """From keys to numbers, millions at a time."""

    def __init__(self, keys: Keys, numbers: Numbers) -> None:
        self._size = len(keys)
        self._bits = max(self._size.bit_length(), 1)
        spread = keys.view(np.uint64) * _SPREAD
        order = np.argsort(spread)
        self._spread = spread[order]
        self._numbers = numbers[order]
        buckets = np.bincount((self._spread >> self._shift).astype(np.int64), minlength=1 << self._bits)
        self._starts = np.zeros(len(buckets) + 1, np.int32)
        np.cumsum(buckets, out=self._starts[1:])

    def __len__(self) -> int:
        return self._size

    @property
    def _shift(self) -> np.uint64:
        return np.uint64(64 - self._bits)

    def of(self, keys: Keys) -> Numbers:
        """Find the numbers of these keys; what has none is ``UNKNOWN``."""
        found = np.full(len(keys), UNKNOWN, np.int32)
        if self._size:
            # A batch at a time, so that what is worked on stays near the processor.
            for start in range(0, len(keys), BATCH):
                self._fill(keys[start : start + BATCH], found[start : start + BATCH])
        return found

    def _fill(self, keys: Keys, found: Numbers) -> None:
        wanted = keys.view(np.uint64) * _SPREAD
        bucket = (wanted >> self._shift).astype(np.int64)
        at, end = self._starts[bucket], self._starts[bucket + 1]
        here = np.flatnonzero(at < end)
        at, end, wanted = at[here], end[here], wanted[here]
        while len(here):
            is_it = self._spread[at] == wanted
            found[here[is_it]] = self._numbers[at[is_it]]
            at = at + 1
            go_on = ~is_it & (at < end)
            here, at, end, wanted = here[go_on], at[go_on], end[go_on], wanted[go_on]


def universities(numbers: "NDArray[np.int32]") -> "NDArray[np.int32]":
    """Give numbers of universities as tables can hold them: what no table can hold is of no university."""
    return np.where((numbers >= 0) & (numbers < 1 << 15), numbers, 0).astype(np.int32)


def bits_for(count: int) -> int:
    """Say how many bits hold the numbers below this."""
    return max(count - 1, 0).bit_length()
