"""Sketches filled by the million are the library's own."""

import numpy as np
import pytest
from datasketches import hll_sketch, tgt_hll_type
from hypothesis import given, settings
from hypothesis import strategies as st

from xingtan.census.adapters.numbering import UNKNOWN, Lookup, salted
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


@settings(max_examples=30, deadline=None)
@given(st.sets(st.integers(-(2**63), 2**63 - 1), max_size=200), st.lists(st.integers(-(2**63), 2**63 - 1)))
def test_a_lookup_finds_what_is_there_and_nothing_else(keys, others):
    known = np.array(sorted(keys), np.int64)
    found = Lookup(known, np.arange(len(known), dtype=np.int32))
    asked = np.array([*known, *others], np.int64)

    numbers = found.of(asked).tolist()

    place = {key: number for number, key in enumerate(sorted(keys))}
    assert numbers == [place.get(key, UNKNOWN) for key in asked.tolist()]


def test_equal_keys_of_two_sources_differ():
    keys = salted(np.array([0, 1, 2], np.int16), np.array([7, 7, 7], np.int64))

    assert keys[0] == 7
    assert len(set(keys.tolist())) == 3


def test_sets_join():
    one, two = (bitmaps.of(np.array(each, np.int32)) for each in ([1, 5, 9], [5, 70_000]))

    assert list(bitmaps.union([one, two])) == [1, 5, 9, 70_000]
