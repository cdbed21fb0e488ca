"""Rounds are opened and closed."""

from __future__ import annotations

import pytest

from xingtan.attendance.actions import rounds
from xingtan.attendance.actions.check_ins import take_check_ins
from xingtan.attendance.models import Refusal
from xingtan.attendance.tests.factories import (
    MINUTE,
    NOW,
    announced,
    claim,
    hold,
    round_in,
)
from xingtan.teaching import public as teaching

ASKING = rounds.Asking(means=["code"])


def test_second_teacher_who_opens_is_given_the_round_that_is_open(lesson, grace, kofi) -> None:
    first = rounds.open_round(session=lesson, way="in", asking=ASKING, by=grace, now=NOW)
    second = rounds.open_round(session=lesson, way="in", asking=ASKING, by=kofi, now=NOW + MINUTE)
    out = rounds.open_round(session=lesson, way="out", asking=ASKING, by=kofi, now=NOW)

    assert first == second
    assert out != first
    assert len(announced("attendance.round_opened")) == 2


def test_two_teachers_who_close_one_round_close_it_once(lesson, grace, kofi, ada) -> None:
    opened = round_in(lesson, grace)
    take_check_ins(claims=[claim(opened, ada)], now=NOW)

    rounds.close_round(opened=opened, by=grace, now=NOW + 5 * MINUTE)
    rounds.close_round(opened=opened, by=kofi, now=NOW + 6 * MINUTE)

    opened.refresh_from_db()
    assert (opened.closed_at, opened.closed_by) == (NOW + 5 * MINUTE, grace)
    assert [each["people"] for each in announced("attendance.round_closed")] == [1]


def test_round_that_closed_by_itself_makes_room_for_another(lesson, grace) -> None:
    asking = rounds.Asking(means=["tap"], minutes=5)
    first = rounds.open_round(session=lesson, way="in", asking=asking, by=grace, now=NOW)
    second = rounds.open_round(session=lesson, way="in", asking=asking, by=grace, now=NOW + 10 * MINUTE)

    first.refresh_from_db()
    assert first.closed_at == NOW + 5 * MINUTE
    assert second != first


def test_place_of_the_room_is_forgotten_when_the_round_closes(lesson, grace) -> None:
    asking = rounds.Asking(means=["place"], latitude=1.0, longitude=2.0)
    opened = rounds.open_round(session=lesson, way="in", asking=asking, by=grace, now=NOW)

    rounds.close_round(opened=opened, by=grace, now=NOW)

    opened.refresh_from_db()
    assert (opened.latitude, opened.longitude) == (None, None)


@pytest.mark.parametrize(
    ("asking", "error"),
    [(rounds.Asking(means=[]), rounds.NothingToShow), (rounds.Asking(means=["place"]), rounds.PlaceIsMissing)],
)
def test_round_asks_for_something(lesson, grace, asking, error) -> None:
    with pytest.raises(error):
        rounds.open_round(session=lesson, way="in", asking=asking, by=grace, now=NOW)


def test_session_that_is_over_has_no_check_in(lesson, grace) -> None:
    hold(lesson)

    with pytest.raises(teaching.SessionIsOver):
        rounds.open_round(session=lesson, way="in", asking=ASKING, by=grace, now=NOW)


def test_refusals_of_one_reason_become_one_row(lesson, grace) -> None:
    opened = round_in(lesson, grace)
    for why in ("old", "old", "closed"):
        Refusal.objects.create(round=opened, why=why, count=2)

    rounds.gather_refusals(opened=opened)
    rounds.gather_refusals(opened=opened)

    assert sorted(Refusal.objects.values_list("why", "count")) == [("closed", 2), ("old", 4)]
