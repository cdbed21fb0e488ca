"""Dense numbers for keys of 63 bits: what is counted by the billion is counted by small numbers.

A key is of its source: two platforms may both have an account 7. Numbers are given once and stay, as tables that
were closed hold them; what comes later gets the next ones.
"""

from typing import TYPE_CHECKING, TypeAlias, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Keys: TypeAlias = "NDArray[np.int64]"
Numbers: TypeAlias = "NDArray[np.int32]"
Number = TypeVar("Number", bound=np.integer)

UNKNOWN = -1
BATCH = 1 << 18
NEIGHBORS = 6
"""Keys that differ in so many low bits only lie in neighboring buckets."""
CROWDED = 24
"""Where so many keys fall into one bucket, their low bits say little (as of multiples of 64), and all are mixed."""

# Odd, and with its bits well spread: equal keys of two sources become different, and buckets fill evenly.
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_AMONG = np.uint64((1 << NEIGHBORS) - 1)


def salted(source: "NDArray[np.int16]", key: Keys) -> Keys:
    """Make one key of a source and a key of this source; keys of this site stay as they are."""
    return np.bitwise_xor(key, (source.astype(np.uint64) * _SPREAD >> np.uint64(1)).view(np.int64))


def different(values: "NDArray[Number]") -> "NDArray[Number]":
    """Give each of these numbers once, in order."""
    # numpy hashes them for this, and takes eighty times as long for millions of keys.
    ordered = np.sort(values)
    is_first = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=is_first[1:])
    return ordered[is_first]


class Lookup:
    """From keys to numbers, millions at a time.

    Keys lie in buckets, about one in each. Neighbors lie beside each other as far as that fills buckets evenly: those
    who are asked for together (a class, from a list) are found in the same few lines of memory.
    """

    def __init__(self, keys: Keys, numbers: Numbers) -> None:
        self._size = len(keys)
        self._bits = max(self._size.bit_length(), NEIGHBORS)
        bucket = self._bucket(keys)
        buckets = np.bincount(bucket, minlength=1 << self._bits)
        self._is_local = True
        if int(buckets.max()) > CROWDED:
            self._is_local = False
            bucket = self._bucket(keys)
            buckets = np.bincount(bucket, minlength=1 << self._bits)
        order = np.argsort(bucket)
        # One more, so that a bucket behind the last key points somewhere.
        self._keys = np.append(keys[order], 0)
        self._numbers = np.append(numbers[order], np.int32(UNKNOWN))
        self._starts = np.zeros(len(buckets) + 1, np.int32)
        np.cumsum(buckets, out=self._starts[1:])

    _is_local = True

    def __len__(self) -> int:
        return self._size

    def of(self, keys: Keys) -> Numbers:
        """Find the numbers of these keys; what has none is ``UNKNOWN``."""
        found = np.full(len(keys), UNKNOWN, np.int32)
        if self._size:
            # A batch at a time, so that what is worked on stays near the processor.
            for start in range(0, len(keys), BATCH):
                self._fill(keys[start : start + BATCH], found[start : start + BATCH])
        return found

    def _bucket(self, keys: Keys) -> "NDArray[np.int64]":
        plain = keys.view(np.uint64)
        if not self._is_local:
            return (plain * _SPREAD >> np.uint64(64 - self._bits)).view(np.int64)
        bucket = plain >> np.uint64(NEIGHBORS)
        bucket *= _SPREAD
        bucket >>= np.uint64(64 - self._bits)
        # The high bits say which stretch of buckets, and the key's own low bits which of these.
        bucket &= ~_AMONG
        bucket |= plain & _AMONG
        return bucket.view(np.int64)

    def _fill(self, keys: Keys, found: Numbers) -> None:
        bucket = self._bucket(keys)
        at = self._starts[bucket]
        # Nearly always it is the first of its bucket; an empty one points to another's, which is another key.
        is_it = self._keys[at] == keys
        np.copyto(found, self._numbers[at], where=is_it)
        here = np.flatnonzero(~is_it)
        at, end, wanted = at[here], self._starts[bucket[here] + 1], keys[here]
        while len(here):
            go_on = np.flatnonzero(at < end)
            here, at, end, wanted = here[go_on], at[go_on], end[go_on], wanted[go_on]
            is_it = self._keys[at] == wanted
            found[here[is_it]] = self._numbers[at[is_it]]
            here, at, end, wanted = here[~is_it], at[~is_it] + 1, end[~is_it], wanted[~is_it]


def others(numbers: "NDArray[np.int32]") -> "NDArray[np.int32]":
    """Give numbers of others' universities as tables can hold them: what no table can hold is of no university."""
    return np.where((numbers >= 0) & (numbers < 1 << 15), numbers, 0).astype(np.int32)


def bits_for(count: int) -> int:
    """Say how many bits hold the numbers below this."""
    return max(count - 1, 0).bit_length()
