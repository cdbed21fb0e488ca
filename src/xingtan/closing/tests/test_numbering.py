"""Keys become numbers, and numbers of two sources do not meet."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from xingtan.closing.adapters.numbering import UNKNOWN, Lookup, salted


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
