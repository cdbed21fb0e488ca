from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingtan.replay.rules import names, published
from xingtan.replay.rules.errors import SAYS, Kind, Rates
from xingtan.replay.rules.numbers import chinese, english
from xingtan.replay.rules.sizes import fraction, shares, sizes


def test_names_are_all_different():
    assert len({names.university(number) for number in range(names.UNIVERSITIES)}) == names.UNIVERSITIES
    assert len({names.platform(number) for number in range(147)}) == 147
    assert len(names.PROVINCES) == len(set(names.PROVINCES)) == 31


@pytest.mark.parametrize("scale", ["1", "1/10", "1/1000", "1/10000", "0.003"])
def test_what_is_sent_and_what_is_reported_are_what_was_published(scale):
    made = sizes(scale=fraction(scale), until=date(2020, 5, 8), seed=1, new_other_courses=180_000)

    for row, reported, halves in zip(made.rows, made.reported, (made.halves[:1], made.halves), strict=True):
        for name in ("teachers", "courses", "lessons", "attendances"):
            assert sum(getattr(half, name) for half in halves) + getattr(reported, name) == getattr(row, name)


def test_at_full_size_the_rows_are_the_published_ones():
    made = sizes(scale=Fraction(1), until=date(2020, 4, 3), seed=1, new_other_courses=180_000)

    assert made.row == published.BY_3_APRIL
    assert (made.row.lessons, made.row.attendances) == (7_133_000, 1_180_000_000)
    assert (published.BY_8_MAY.attendances, published.BY_8_MAY.learners) == (2_300_000_000, 17_750_000)
    assert made.net == {"mooc": 5_000, "other": 180_000}


@pytest.mark.parametrize("said", ["0", "-1", "2", "1/0", "nine", ""])
def test_scale_that_is_none_is_refused(said):
    with pytest.raises(ValueError, match="scale"):
        fraction(said)


def test_day_of_which_nothing_was_published_is_refused():
    with pytest.raises(ValueError, match="published"):
        sizes(scale=Fraction(1), until=date(2020, 4, 4), seed=1, new_other_courses=0)


@given(st.integers(0, 10**9), st.lists(st.floats(0.01, 1000), min_size=1, max_size=50))
def test_shares_sum_to_the_whole(total, weights):
    assert sum(shares(total, weights)) == total


@pytest.mark.parametrize(
    ("number", "in_english", "in_chinese"),
    [
        (1_180_000_000, "1.18 billion", "11.8亿"),
        (18_000, "18,000", "1.8万"),
        (180_000, "180,000", "18万"),
        (7_133_000, "7.133 million", "713.3万"),
        (942_000, "942,000", "94.2万"),
        (1_454, "1,454", "1,454"),
        (2_300_000_000, "2.3 billion", "23亿"),
        (1_180_000_001, "1,180,000,001", "1,180,000,001"),
        (0, "0", "0"),
    ],
)
def test_numbers_are_written_exactly(number, in_english, in_chinese):
    assert (english(number), chinese(number)) == (in_english, in_chinese)


def test_every_class_of_errors_is_explained():
    assert set(SAYS) == set(Kind)
    assert Rates().lessons(Kind.LATE, 10) == 3
    assert Rates().lessons(Kind.LATE, 1_000_000) == 2_000
