"""Sketches of how many different learners there were: Apache DataSketches' HyperLogLog, filled by the million.

The library takes one number at a time, and joins one sketch at a time. Its hash is written here for whole arrays, and
sketches of many are joined as arrays, so that a day of a nation takes a second, and a range of days a fraction of a
millisecond. The bytes are the library's own.
"""

from collections.abc import Iterable
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np
from datasketches import hll_sketch, hll_union, tgt_hll_type

if TYPE_CHECKING:
    from numpy.typing import NDArray

BITS = 12

_HEAD = 40
"""Bytes of a sketch before its registers."""
_PLAIN = 0x0A
"""Stands in a sketch that holds its registers plainly, a byte each."""
_SEED = 9001
_ADDRESS = (1 << 26) - 1
_BATCH = 1 << 20


def error(bits: int = BITS) -> float:
    """Give the relative standard error of an estimate."""
    return round(1.04 / sqrt(1 << bits), 4)


def few(bits: int = BITS) -> int:
    """Say how many different learners a sketch keeps one by one, before it has registers."""
    return 3 << bits - 5


def estimate(sketches: Iterable[bytes], bits: int = BITS) -> int:
    """Estimate how many different learners all these sketches saw together."""
    union = hll_union(bits)
    cells = np.zeros(1 << bits, np.uint8)
    for each in sketches:
        if len(each) == _HEAD + len(cells) and each[7] == _PLAIN:
            np.maximum(cells, np.frombuffer(each, np.uint8, offset=_HEAD), out=cells)
        else:
            # Those of few learners, and those that an earlier version packed.
            union.update(hll_sketch.deserialize(each))
    if cells.any():
        union.update(hll_sketch.deserialize(_plain(cells, bits)))
    return round(float(union.get_estimate()))


class Registers:
    """The registers of a sketch for each of some groups."""

    def __init__(self, groups: int, bits: int = BITS) -> None:
        self._bits = bits
        self._mask = np.int64((1 << bits) - 1)
        self._cells = np.zeros(groups << bits, np.uint8)

    def add(self, group: "NDArray[np.int64]", coupon: "NDArray[np.uint32]") -> None:
        """Let groups see learners, given as coupons."""
        place = (group << self._bits) | (coupon & self._mask)
        np.maximum.at(self._cells, place, (coupon >> np.uint32(26)).astype(np.uint8))

    def sketch(self, group: int) -> bytes:
        """Give the sketch of a group, in the library's bytes."""
        return _plain(self._cells[group << self._bits : (group + 1) << self._bits], self._bits)


def of_few(learners: "NDArray[np.int32]", bits: int = BITS) -> bytes:
    """Make the sketch of a few learners."""
    made = hll_sketch(bits, tgt_hll_type.HLL_8)
    for learner in learners.tolist():
        made.update(learner)
    return bytes(made.serialize_compact())


def coupons(count: int) -> "NDArray[np.uint32]":
    """Give what a sketch keeps of each learner below this number: where it is entered, and as what."""
    made = np.empty(count, np.uint32)
    for start in range(0, count, _BATCH):
        numbers = np.arange(start, min(start + _BATCH, count), dtype=np.uint64)
        made[start : start + _BATCH] = _coupon(numbers)
    return made


def _plain(cells: "NDArray[np.uint8]", bits: int) -> bytes:
    filled = np.bincount(cells, minlength=64)
    power = np.ldexp(1.0, -np.arange(len(filled)))
    low, high = float((filled * power)[:32].sum()), float((filled * power)[32:].sum())
    head = bytes((10, 1, 7, bits, 0, 0x18, 0, _PLAIN))
    sums = np.array((0.0, low, high)).tobytes()
    counts = np.array((filled[0], 0), np.uint32).tobytes()
    return head + sums + counts + cells.tobytes()


def _coupon(numbers: "NDArray[np.uint64]") -> "NDArray[np.uint32]":
    first, second = _murmur(numbers)
    zeros = np.full(len(numbers), 64, np.uint32)
    some = second > 0
    # The exponent of a float is the place of the highest bit, once no rounding can carry into it.
    high = second[some] & ~(second[some] >> np.uint64(1))
    zeros[some] = 63 - (np.frexp(high.astype(np.float64))[1] - 1).astype(np.uint32)
    value = np.minimum(zeros, 62) + np.uint32(1)
    return (value << np.uint32(26)) | (first & np.uint64(_ADDRESS)).astype(np.uint32)


def _murmur(numbers: "NDArray[np.uint64]") -> "tuple[NDArray[np.uint64], NDArray[np.uint64]]":
    """Hash whole numbers of eight bytes as MurmurHash3 does, 128 bits for 64-bit processors (public domain)."""
    one, two = np.uint64(0x87C37B91114253D5), np.uint64(0x4CF5AD432745937F)
    first = numbers * one
    first = (first << np.uint64(31) | first >> np.uint64(33)) * two
    first = (first ^ np.uint64(_SEED)) ^ np.uint64(8)
    second = np.full(len(numbers), _SEED ^ 8, np.uint64)
    first = first + second
    second = second + first
    first, second = _final(first), _final(second)
    first = first + second
    return first, second + first


def _final(value: "NDArray[np.uint64]") -> "NDArray[np.uint64]":
    value = (value ^ value >> np.uint64(33)) * np.uint64(0xFF51AFD7ED558CCD)
    value = (value ^ value >> np.uint64(33)) * np.uint64(0xC4CEB9FE1A85EC53)
    return value ^ value >> np.uint64(33)
