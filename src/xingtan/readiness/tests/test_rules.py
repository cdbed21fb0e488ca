"""What is lacking, and who could stand by whom."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from xingtan.readiness import rules
from xingtan.readiness.rules import Colleague


def colleague(key, held, *units):
    return Colleague(key=key, units=frozenset(units), held=held)


def test_lacks_what_is_missing():
    nothing: dict[str, Any] = {
        "has_drill": True,
        "is_drilled": False,
        "is_tested": False,
        "classes": 2,
        "classes_up": 1,
    }

    assert rules.lacks(**nothing) == ("drill", "devices", "week")
    assert rules.lacks(**{**nothing, "has_drill": False, "classes": 0, "classes_up": 0}) == ("devices",)
    assert rules.lacks(has_drill=True, is_drilled=True, is_tested=True, classes=1, classes_up=1) == ()


def test_own_department_comes_first_then_who_is_free():
    people = [colleague(1, 0, 7), colleague(2, 0, 8), colleague(3, 50, 8), colleague(4, 20, 7), colleague(5, 1)]

    assert rules.propose(people, {}) == [(1, 4), (2, 3), (5, 3)]


def test_who_helps_three_is_not_asked_for_a_fourth():
    people = [*(colleague(key, 0, 7) for key in range(5)), colleague(9, 30, 7)]

    assert rules.propose(people, {}) == [(0, 9), (1, 9), (2, 9)]
    assert rules.propose(people, {0: 9, 1: 9, 2: 9}) == []


def test_part_of_all_is_never_all():
    assert [rules.percent(199, 200), rules.percent(0, 0), rules.percent(3, 3)] == [99, 0, 100]


@given(
    st.lists(
        st.builds(
            Colleague,
            key=st.integers(0, 60),
            units=st.frozensets(st.integers(0, 4), max_size=2),
            held=st.integers(0, 40),
        ),
        unique_by=lambda each: each.key,
    )
)
def test_proposals_are_pairs_of_a_novice_and_somebody_experienced(colleagues):
    held = {each.key: each.held for each in colleagues}

    proposed = rules.propose(colleagues, {})

    novices, mentors = [one for one, _ in proposed], [other for _, other in proposed]
    assert len(set(novices)) == len(novices)
    assert all(held[one] < rules.NOVICE_BELOW for one in novices)
    assert all(held[one] >= rules.NOVICE_BELOW for one in mentors)
    assert all(mentors.count(one) <= rules.NOVICES_EACH for one in mentors)
    assert rules.propose(reversed(colleagues), {}) == proposed
