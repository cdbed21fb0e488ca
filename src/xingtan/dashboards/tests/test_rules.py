"""What browsers say was played, and answers that mislead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingtan.dashboards import rules
from xingtan.dashboards.rules import Played


def test_minutes_are_read() -> None:
    assert rules.read_minutes("2:1:0 0:3:2") == [Played(0, 3, 2), Played(2, 1, 0)]


@pytest.mark.parametrize("said", ["", "x", "1", "1:1", "-1:1:0", "601:1:0", "0:0:0", "1:1:0:0", "١:1:0", "99999:1:1"])
def test_rubbish_is_left_out(said: str) -> None:
    assert rules.read_minutes(said) == []


@given(st.text())
def test_anything_can_be_said(said: str) -> None:
    for each in rules.read_minutes(said):
        assert 0 <= each.again <= each.plays <= rules.MOST_TIMES


def test_nobody_counts_a_minute_a_thousand_times() -> None:
    assert rules.read_minutes("0:9999:9999 0:9999:9999") == [Played(0, rules.MOST_TIMES, rules.MOST_TIMES)]


def test_shared_mistake_is_found() -> None:
    found = rules.misled([("a", True, 6), ("b", False, 3), (["c"], False, 1)])

    assert found == rules.Misled(answers=10, right_share=0.6, wrong="b", wrong_share=0.3)


def test_no_answer_misleads_nobody() -> None:
    assert rules.misled([]) is None
    assert rules.misled([("a", True, 2)]) == rules.Misled(2, 1.0, None, 0.0)


def test_weeks_without_study_are_there() -> None:
    assert rules.weeks_with({10: 2, 12: 1, 3: 9}, 12, 4) == [0, 2, 0, 1]
