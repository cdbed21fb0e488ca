"""How many attempts are left, and when the answer may be seen."""

from typing import Any

import pytest

from xingtan.assessment.rules import show
from xingtan.assessment.rules.problem import ShowAnswer


def test_attempts_left():
    assert [show.attempts_left(most, used) for most, used in [(None, 9), (3, 1), (3, 3), (3, 5)]] == [None, 2, 0, 0]


@pytest.mark.parametrize(
    ("policy", "seen"),
    [
        ("always", "new tried right used late"),
        ("attempted", "tried right used late"),
        ("correct", "right"),
        ("finished", "right used late"),
        ("closed", "used late"),
        ("past_due", "late"),
        ("correct_or_past_due", "right late"),
        ("all_attempts", "used"),
        ("all_attempts_or_correct", "right used"),
        ("never", ""),
    ],
)
def test_answer_is_shown_by_policy(policy, seen):
    situations: dict[str, Any] = {
        "new": {"used": 0, "left": 2, "is_right": False, "is_past_due": False},
        "tried": {"used": 1, "left": 1, "is_right": False, "is_past_due": False},
        "right": {"used": 1, "left": 1, "is_right": True, "is_past_due": False},
        "used": {"used": 2, "left": 0, "is_right": False, "is_past_due": False},
        "late": {"used": 0, "left": 2, "is_right": False, "is_past_due": True},
    }

    found = [name for name, situation in situations.items() if show.may_show_answer(ShowAnswer(policy), **situation)]

    assert found == seen.split()


def test_reset_is_for_who_tried_and_can_try_again():
    tried: dict[str, Any] = {"has_reset": True, "used": 1, "left": 1, "is_right": False, "is_past_due": False}
    others: list[dict[str, Any]] = [
        {"has_reset": False},
        {"used": 0},
        {"left": 0},
        {"is_right": True},
        {"is_past_due": True},
    ]

    assert show.may_reset(**tried)
    assert not any(show.may_reset(**{**tried, **other}) for other in others)
