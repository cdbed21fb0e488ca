"""Details go, and a person takes theirs along."""

from __future__ import annotations

from datetime import timedelta

from xingtan.attendance import plugs, tasks
from xingtan.attendance.actions import corrections, details
from xingtan.attendance.actions.check_ins import take_check_ins
from xingtan.attendance.actions.deciding import decide_sessions
from xingtan.attendance.models import CheckIn, Excuse, Interval, Refusal
from xingtan.attendance.tests.factories import (
    HOUR,
    NOW,
    claim,
    hold,
    round_in,
    status_of,
    was_there,
)


def test_details_go_and_what_it_came_to_stays(lesson, grace, ada) -> None:
    opened = round_in(lesson, grace)
    take_check_ins(claims=[claim(opened, ada), claim(opened, ada, at=NOW - HOUR)], now=NOW)
    was_there(lesson, ada, 0, 60)
    corrections.ask_excuse(session=lesson, person=ada, words="Ill", now=NOW)
    hold(lesson)
    decide_sessions(sessions=[lesson.pk], now=NOW + HOUR)

    assert details.forget_details(now=NOW + timedelta(days=29)) == 0
    tasks.forget_old_details()

    assert [model.objects.count() for model in (CheckIn, Refusal, Interval)] == [0, 0, 0]
    assert Excuse.objects.get().words == ""
    assert status_of(lesson, ada) == "present"


def test_place_of_a_room_is_forgotten_where_nobody_closed_the_round(lesson, grace) -> None:
    place = {"means": ["place"], "latitude": 59.4, "longitude": 24.7, "radius": 50}
    over, never = (
        round_in(lesson, grace, way="in", ends_at=NOW + HOUR, **place),
        round_in(lesson, grace, way="out", **place),
    )

    details.forget_details(now=NOW + 2 * HOUR)
    over.refresh_from_db()
    never.refresh_from_db()
    assert (over.latitude, never.latitude) == (None, 59.4)
    details.forget_details(now=NOW + timedelta(days=31))

    never.refresh_from_db()
    assert (never.latitude, never.longitude) == (None, None)


def test_person_takes_along_what_is_kept_and_it_is_emptied(lesson, grace, ada) -> None:
    opened = round_in(lesson, grace)
    take_check_ins(claims=[claim(opened, ada)], now=NOW)
    was_there(lesson, ada, 0, 60)
    corrections.correct(session=lesson, person=ada, becomes="late", reason="Bus", by=grace, now=NOW)
    corrections.ask_excuse(session=lesson, person=ada, words="Ill", now=NOW)

    found = plugs.export(ada)
    plugs.erase(ada)

    assert {key: len(rows) for key, rows in found.items()} == dict.fromkeys(
        ("sessions", "corrections", "check_ins", "times", "excuses"), 1
    )
    left = plugs.export(ada)
    assert (left["check_ins"], left["times"], left["excuses"]) == ([], [], [])
    assert left["corrections"][0]["why"] == ""
