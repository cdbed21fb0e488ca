"""What several ratings come to, and what a timer says."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingtan.classroom.rules import rating, timing

NOON = datetime(2020, 2, 17, 12, tzinfo=UTC)
RUBRIC = [("clear", 5), ("correct", 10)]
points = st.lists(st.integers(0, 10), max_size=12)


@given(points)
def test_middles_lie_between_the_least_and_the_most(given_points: list[int]) -> None:
    for middle in rating.MIDDLES.values():
        found = middle(given_points)
        if not given_points:
            assert found is None
        else:
            assert found is not None
            assert min(given_points) <= found <= max(given_points)


@given(st.lists(st.integers(4, 6), min_size=5, max_size=9), st.integers(0, 10))
def test_one_angry_rating_leaves_the_middle_among_the_others(others: list[int], one: int) -> None:
    for middle in rating.MIDDLES.values():
        found = middle([*others, one])
        assert found is not None
        assert 4 <= found <= 6


def test_trimmed_mean_leaves_out_a_fifth_at_each_end() -> None:
    assert rating.trimmed_mean([0, 4, 5, 6, 10]) == 5
    assert rating.trimmed_mean([0, 10]) == 5
    assert rating.trimmed_mean([7]) == 7
    assert rating.median([1, 2, 4, 9]) == 3


def test_ratings_come_together_by_criterion() -> None:
    found = rating.by_criterion(
        [{"clear": 4, "correct": 9}, {"clear": 5, "correct": 99}, {"clear": -3}], RUBRIC, middle="median"
    )

    assert found == {"clear": Fraction(4), "correct": Fraction(19, 2)}
    assert rating.share(found, RUBRIC) == Decimal("90.00")


def test_nothing_is_said_before_every_criterion_has_a_rating() -> None:
    assert rating.share(rating.by_criterion([{"clear": 4}], RUBRIC, middle="median"), RUBRIC) is None
    assert rating.share({}, []) is None


@pytest.mark.parametrize(
    ("seconds", "said"), [(-5, "0:00"), (0, "0:00"), (59, "0:59"), (90, "1:30"), (3600, "1:00:00")]
)
def test_time_left_is_written_as_a_clock_does(seconds: int, said: str) -> None:
    assert timing.words(seconds) == said


def test_a_timer_counts_its_last_second_and_ends() -> None:
    ends_at = timing.ends(NOON, 60, added=30)

    assert ends_at == NOON + timedelta(seconds=90)
    assert timing.left(ends_at, NOON + timedelta(seconds=89, milliseconds=1)) == 1
    assert timing.left(ends_at, NOON + timedelta(seconds=90)) == 0
    assert timing.left(ends_at, NOON + timedelta(days=3)) == 0
    assert timing.ends(NOON, -10) == NOON
    assert timing.ends(NOON, 10**9) == NOON + timing.LONGEST
