"""Keys become numbers, and numbers of two sources do not meet."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xingtan.closing.adapters.numbering import UNKNOWN, Lookup, different, salted


@settings(max_examples=30, deadline=None)
@given(st.sets(st.integers(-(2**63), 2**63 - 1), max_size=200), st.lists(st.integers(-(2**63), 2**63 - 1)))
def test_a_lookup_finds_what_is_there_and_nothing_else(keys, others):
    known = np.array(sorted(keys), np.int64)
    found = Lookup(known, np.arange(len(known), dtype=np.int32))
    asked = np.array([*known, *others], np.int64)

    numbers = found.of(asked).tolist()

    place = {key: number for number, key in enumerate(sorted(keys))}
    assert numbers == [place.get(key, UNKNOWN) for key in asked.tolist()]


@pytest.mark.parametrize("step", [1, 3, 64, 1 << 20, 1 << 55])
def test_keys_that_follow_a_pattern_are_found(step):
    keys = np.unique(np.arange(3000, dtype=np.int64) * step)
    found = Lookup(keys, np.arange(len(keys), dtype=np.int32))

    assert found.of(keys).tolist() == list(range(len(keys)))
    assert found.of(np.array([-1, (1 << 62) + 1], np.int64)).tolist() == [UNKNOWN, UNKNOWN]


def test_equal_keys_of_two_sources_differ():
    keys = salted(np.array([0, 1, 2], np.int16), np.array([7, 7, 7], np.int64))

    assert keys[0] == 7
    assert len(set(keys.tolist())) == 3


@given(st.lists(st.integers(-9, 9)))
def test_different_numbers_stand_once_and_in_order(numbers):
    assert different(np.array(numbers, np.int64)).tolist() == sorted(set(numbers))
