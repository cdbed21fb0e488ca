"""Sketches filled by the million are the library's own."""

import numpy as np
import pytest
from datasketches import hll_sketch, tgt_hll_type

from xingtan.census.adapters.rollups import bitmaps, sketches

HEAD = 40
"""Bytes of a sketch before its registers."""


@pytest.mark.parametrize("count", [0, 1, 50, 5_000, 60_000])
def test_registers_are_those_of_the_library(count):
    registers = sketches.Registers(2)
    coupons = sketches.coupons(max(count, 1))[:count]
    registers.add(np.ones(count, np.int64), coupons)
    theirs = hll_sketch(sketches.BITS, tgt_hll_type.HLL_8)
    for learner in range(count):
        theirs.update(learner)

    ours = registers.sketch(1)

    if count > sketches.FEW:
        cells = np.frombuffer(theirs.serialize_compact()[HEAD:], np.uint8)
        assert (cells == registers._cells[1 << sketches.BITS :]).all()
    assert sketches.estimate([ours]) == pytest.approx(count, rel=0.06, abs=1)


def test_a_sketch_of_few_is_small():
    few = np.arange(10, dtype=np.int32)

    assert len(sketches.of_few(few)) < 100
    assert sketches.estimate([sketches.of_few(few), sketches.of_few(few)]) == 10


def test_sets_join():
    one, two = (bitmaps.of(np.array(each, np.int32)) for each in ([1, 5, 9], [5, 70_000]))

    assert list(bitmaps.union([one, two])) == [1, 5, 9, 70_000]
