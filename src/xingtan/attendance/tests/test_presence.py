"""Signs of presence are folded; who is here."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import UUID

import pytest

from xingtan.attendance import tasks
from xingtan.attendance.actions import corrections, presence
from xingtan.attendance.adapters import signs
from xingtan.attendance.adapters.signs import Mark, Sign
from xingtan.attendance.models import CheckIn, Interval, Round
from xingtan.attendance.queries.here import present_in
from xingtan.attendance.tests.factories import (
    HOUR,
    MINUTE,
    NOW,
    round_in,
    student,
    was_there,
)
from xingtan.kernel import home


def intervals() -> list[tuple[str, float, float]]:
    return [
        (row.where, (row.from_at - NOW) / MINUTE, (row.to_at - NOW) / MINUTE)
        for row in Interval.objects.order_by("person", "where", "from_at")
    ]


def test_signs_of_a_page_become_one_interval(lesson, ada) -> None:
    for minute in range(5):
        presence.note(session=lesson, person=ada, now=NOW + minute * MINUTE)
    presence.note(session=lesson, person=ada, now=NOW + 20 * MINUTE)
    presence.note_leaving(session=lesson, person=ada, now=NOW + 20.5 * MINUTE)

    assert presence.fold_all(now=NOW + HOUR) == 7
    assert presence.fold_all(now=NOW + HOUR) == 0
    assert intervals() == [("page", 0, 5), ("page", 20, 20.5)]


def test_meeting_counts_from_the_link_to_the_leaving(lesson, ada, run) -> None:
    other = student(run)
    presence.note_meeting(session=lesson, person=ada, now=NOW + MINUTE)
    presence.note_meeting(session=lesson, person=other, now=NOW + MINUTE)
    presence.note_meeting_left(session=lesson, person=other, now=NOW + 9 * MINUTE)

    tasks.fold_presence()

    found = {
        row.person_id: ((row.from_at - NOW) / MINUTE, (row.to_at - NOW) / MINUTE) for row in Interval.objects.all()
    }
    assert found == {ada.pk: (1, 60), other.pk: (1, 9)} or found == {}


def test_same_signs_folded_again_after_a_crash_change_nothing(lesson, ada) -> None:
    presence.note(session=lesson, person=ada, now=NOW)
    presence.note(session=lesson, person=ada, now=NOW + MINUTE)
    presence.fold_all(now=NOW + HOUR)
    before = list(Interval.objects.values_list("pk", "from_at", "to_at"))

    signs.set_mark(Mark())
    presence.fold_all(now=NOW + HOUR)

    assert list(Interval.objects.values_list("pk", "from_at", "to_at")) == before


def test_rubbish_in_the_spool_is_passed_over(lesson, ada) -> None:
    presence.note(session=lesson, person=ada, now=NOW)
    (place,) = home.path("spool", "x").parent.glob("presence-*.jsonl")
    good = json.loads(place.read_text())
    bad = [
        b"{",
        b"[]",
        b"null",
        b"\xff",
        json.dumps({**good, "session": "x"}).encode(),
        json.dumps({**good, "person": 10**9}).encode(),
    ]
    place.write_bytes(b"\n".join([*bad, json.dumps(good).encode(), json.dumps(good).encode()[:20]]))

    presence.fold_all(now=NOW + HOUR)

    assert intervals() == [("page", 0, 1)]


@pytest.mark.parametrize("count", [1, 40])
def test_folding_takes_the_same_statements_for_any_number_of_signs(
    lesson, run, count, django_assert_max_num_queries
) -> None:
    told = [Sign(lesson.uid, student(run, each).pk, "page", NOW, 60) for each in range(count)]

    # PostgreSQL carries the word to the pages as one more.
    with django_assert_max_num_queries(7):
        presence.fold(signs=told, now=NOW)

    assert Interval.objects.count() == count


def test_signs_of_sessions_unknown_or_long_over_are_dropped(lesson, ada) -> None:
    told = [
        Sign(UUID(int=1), ada.pk, "page", NOW, 60),
        Sign(lesson.uid, ada.pk, "elsewhere", NOW, 60),
    ]

    presence.fold(signs=told, now=NOW)
    presence.fold(signs=[Sign(lesson.uid, ada.pk, "page", NOW, 60)], now=NOW + timedelta(days=40))

    assert intervals() == []


def test_files_that_were_read_go_after_two_days(lesson, ada, monkeypatch) -> None:
    old = home.path("spool", "presence-2020-01-01.jsonl")
    old.write_text("")
    presence.note(session=lesson, person=ada, now=NOW)

    presence.fold_all(now=NOW + timedelta(days=3000))

    assert not old.exists()


def test_page_that_shows_who_is_here_folds_at_most_every_few_seconds(lesson, ada) -> None:
    from django.utils import timezone

    presence.fold_soon(now=timezone.now())
    presence.note(session=lesson, person=ada, now=NOW)
    presence.fold_soon(now=timezone.now())

    assert intervals() == []


def test_present_are_those_who_checked_in_and_not_out_or_have_the_page_open(lesson, run, grace, ada) -> None:
    came, went, reads, gone, marked, unmarked = (student(run, each) for each in range(6))
    for person in (came, went, unmarked):
        CheckIn.objects.create(round=round_in_once(lesson, grace, "in"), person=person, at=NOW, by="tap")
    CheckIn.objects.create(round=round_in_once(lesson, grace, "out"), person=went, at=NOW, by="tap")
    was_there(lesson, reads, 0, 29)
    was_there(lesson, gone, 0, 5)
    for person, becomes in ((marked, "present"), (unmarked, "absent")):
        corrections.correct(session=lesson, person=person, becomes=becomes, reason="", by=grace, now=NOW)

    assert present_in(lesson, now=NOW + 30 * MINUTE) == {came.pk, reads.pk, marked.pk}


def round_in_once(lesson, by, way) -> Round:
    return Round.objects.filter(session=lesson, way=way).first() or round_in(lesson, by, way=way)


def test_signs_of_an_emptied_account_are_dropped(lesson, ada) -> None:
    presence.note(session=lesson, person=ada, now=NOW)
    ada.emptied_at = NOW
    ada.save()

    presence.fold_all(now=NOW + HOUR)

    assert intervals() == []
