"""The tables of states lead nowhere by surprise; lists and counts come to what they should."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from xingtan.coordination import rules
from xingtan.coordination.models import Call, Experience, Nomination
from xingtan.coordination.rules import CALL_MOVES, EXPERIENCE_MOVES, NOMINATION_MOVES

WHOLE = rules.CourseFacts(
    title={"en": "Maps"},
    summary={"en": "All about maps"},
    about={"en": "x"},
    outcomes=["x"],
    languages=["en"],
    level="introductory",
    subject=True,
    licence="CC-BY-4.0",
    workload_hours=Decimal(3),
    runs=1,
    responsible=1,
    has_films=True,
    captions=["en"],
)
MISSING: dict[str, dict[str, Any]] = {
    "title": {"title": {"en": "  "}},
    "summary": {"summary": {}},
    "about": {"about": {}},
    "outcomes": {"outcomes": []},
    "languages": {"languages": []},
    "subject": {"subject": False},
    "level": {"level": ""},
    "licence": {"licence": " "},
    "workload": {"workload_hours": Decimal(0)},
    "run": {"runs": 0},
    "teacher": {"responsible": 0},
    "captions": {"captions": []},
}


@pytest.mark.parametrize(
    ("moves", "states"),
    [(NOMINATION_MOVES, Nomination.State), (CALL_MOVES, Call.State), (EXPERIENCE_MOVES, Experience.State)],
)
def test_moves_lead_between_known_states(moves, states):
    assert {state for move in moves.values() for state in (*move.before, move.after)} <= set(states.values)


def test_only_the_committee_leads_to_what_is_published():
    """Cut the committee's moves away, and nothing reaches the platform."""
    reached, more = {"nominated"}, True
    while more:
        found = {
            move.after
            for move in NOMINATION_MOVES.values()
            if move.before & reached and rules.Who.COMMITTEE not in move.by
        }
        more = not found <= reached
        reached |= found

    assert "to_decide" in reached
    assert not reached & {"accepted", "selected"}


def test_what_is_said_no_to_is_told_why():
    assert {name for name, move in NOMINATION_MOVES.items() if move.needs_reason} == {
        *("send_back", "accept", "return", "refuse", "remove", "withdraw"),
    }


def test_course_that_says_all_has_no_gaps():
    assert rules.gaps(rules.findings(WHOLE)) == []
    assert set(rules.ITEMS) == set(MISSING)


@pytest.mark.parametrize("item", MISSING)
def test_each_gap_is_found_by_itself(item):
    from dataclasses import replace

    assert rules.gaps(rules.findings(replace(WHOLE, **MISSING[item]))) == [item]


def test_course_without_films_needs_no_captions():
    from dataclasses import replace

    assert rules.gaps(rules.findings(replace(WHOLE, has_films=False, captions=[]))) == []


def test_call_is_open_until_its_day_is_over():
    now = datetime(2020, 3, 13, tzinfo=UTC)

    assert rules.is_open("open", now + timedelta(seconds=1), now)
    assert rules.is_open("open", None, now)
    assert not rules.is_open("open", now, now)
    assert not rules.is_open("draft", None, now)
    assert not rules.is_open("closed", None, now)


def test_progress_shows_no_more_than_was_asked():
    found = rules.progress([3, 9], quota=5, parties=2)

    assert (found.done, found.wanted, found.shown, found.is_reached) == (12, 10, 10, True)
    assert not rules.progress([], quota=5, parties=2).is_reached


@pytest.mark.parametrize(
    ("given", "outstanding", "is_enough"), [(2, 0, True), (3, 0, True), (1, 0, False), (2, 1, False)]
)
def test_reviews_suffice(given, outstanding, is_enough):
    assert rules.has_enough_reviews(given=given, outstanding=outstanding, wanted=2) is is_enough


@pytest.mark.parametrize(
    ("marks", "is_whole"),
    [({"a": 1, "b": 5}, True), ({"a": 1}, False), ({"a": 0, "b": 5}, False), ({"a": 1, "b": 5, "c": 2}, False)],
)
def test_marks_are_whole(marks, is_whole):
    assert rules.marks_are_whole(marks, ["a", "b"]) is is_whole


def test_mean_of_marks():
    assert rules.mean_of([{"a": 4, "b": 1}, {"a": 5}, {"a": 5}]) == {"a": Decimal("4.7"), "b": Decimal("1.0")}
    assert rules.mean_of([]) == {}


def test_credit_needs_somebody_who_answers_for_it():
    assert rules.bears_credit(amount=None, has_responsible=False)
    assert rules.bears_credit(amount=Decimal(3), has_responsible=True)
    assert not rules.bears_credit(amount=Decimal(3), has_responsible=False)
    assert not rules.bears_credit(amount=Decimal(0), has_responsible=True)
