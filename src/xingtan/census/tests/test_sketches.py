"""Sketches filled by the million are the library's own."""

import numpy as np
import pytest
from datasketches import hll_sketch, hll_union, tgt_hll_type
from hypothesis import given, settings
from hypothesis import strategies as st

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

    if count > sketches.few():
        cells = np.frombuffer(theirs.serialize_compact()[HEAD:], np.uint8)
        assert (cells == registers._cells[1 << sketches.BITS :]).all()
    assert sketches.estimate([ours]) == pytest.approx(count, rel=0.06, abs=1)


def by_the_library(learners, kind):
    made = hll_sketch(sketches.BITS, kind)
    for learner in learners:
        made.update(learner)
    return bytes(made.serialize_compact())


def filled(learners):
    registers = sketches.Registers(1)
    registers.add(np.zeros(len(learners), np.int64), sketches.coupons(100_000)[learners])
    return registers.sketch(0)


@settings(max_examples=10, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 90_000), st.integers(1, 3_000), st.sampled_from("pf4")), min_size=1, max_size=4),
    st.randoms(use_true_random=False),
)
def test_joined_in_any_order_and_grouping_they_say_the_same(told, draw):
    """Days' sketches, those of few, and those that an earlier version packed: what is joined is what was seen."""
    makes = {
        "p": filled,
        "f": lambda some: sketches.of_few(some[: sketches.few()]),
        "4": lambda some: by_the_library(some.tolist(), tgt_hll_type.HLL_4),
    }
    seen = [(makes[kind], np.arange(start, start + count, dtype=np.int32)) for start, count, kind in told]
    days = [make(some) for make, some in seen]
    union = hll_union(sketches.BITS)
    union.update(hll_sketch.deserialize(filled(np.zeros(1, np.int32))))
    for each in days:
        union.update(hll_sketch.deserialize(each))

    shuffled = [filled(np.zeros(1, np.int32)), *days, *days]
    draw.shuffle(shuffled)

    assert sketches.estimate(shuffled) == round(union.get_estimate())


def test_a_sketch_of_few_is_small():
    few = np.arange(10, dtype=np.int32)

    assert len(sketches.of_few(few)) < 100
    assert sketches.estimate([sketches.of_few(few), sketches.of_few(few)]) == 10


def test_sets_join():
    one, two = (bitmaps.of(np.array(each, np.int32)) for each in ([1, 5, 9], [5, 70_000]))

    assert list(bitmaps.union([one, two])) == [1, 5, 9, 70_000]
