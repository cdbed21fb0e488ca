"""Claims are taken in, one or many."""

from __future__ import annotations

from datetime import timedelta

import pytest

from xingtan.attendance.actions.check_ins import take_check_ins
from xingtan.attendance.models import Attendance, CheckIn, Refusal
from xingtan.attendance.rules.claims import token_at
from xingtan.attendance.tests import factories
from xingtan.attendance.tests.factories import MINUTE, NOW, claim, round_in, student
from xingtan.kernel.ids import new_uid
from xingtan.kernel.models import Outbox


def test_claim_is_kept_with_what_was_shown(lesson, grace, ada) -> None:
    opened = round_in(lesson, grace, means=["code"], code="1234")

    (verdict,) = take_check_ins(claims=[claim(opened, ada, code="1234", device="d1")], now=NOW + MINUTE)

    assert verdict.is_taken
    assert list(CheckIn.objects.values_list("person", "at", "by", "band", "device")) == [
        (ada.pk, NOW + MINUTE, "code", "", "d1")
    ]


def test_coordinates_are_not_kept(lesson, grace, ada) -> None:
    opened = round_in(lesson, grace, means=["place"], latitude=1.5, longitude=2.5, radius=100)

    take_check_ins(claims=[claim(opened, ada, latitude=1.5, longitude=2.5)], now=NOW)

    assert {each.name for each in CheckIn._meta.concrete_fields} == {
        "id",
        "round",
        "person",
        "at",
        "by",
        "band",
        "device",
    }
    assert CheckIn.objects.get().band == "inside"


def test_person_is_taken_once_a_round_however_often_they_claim(lesson, grace, ada) -> None:
    opened = round_in(lesson, grace)
    claims = [claim(opened, ada, at=NOW + timedelta(seconds=each)) for each in range(100)]

    first = take_check_ins(claims=claims, now=NOW)
    again = take_check_ins(claims=claims, now=NOW)

    assert all(each.is_taken for each in [*first, *again])
    assert CheckIn.objects.get().at == NOW


def test_refused_claims_are_counted_without_a_name(lesson, grace, ada) -> None:
    opened = round_in(lesson, grace, means=["qr"])
    old = token_at(opened.uid, (NOW - MINUTE).timestamp())
    claims = [claim(opened, ada, token=old)] * 3 + [claim(opened, ada, token="x")]

    take_check_ins(claims=claims, now=NOW)

    assert sorted(Refusal.objects.values_list("why", "count")) == [("not_ours", 1), ("old", 3)]
    assert {each.name for each in Refusal._meta.concrete_fields} == {"id", "round", "why", "count"}


def test_claim_of_no_round_is_refused_and_leaves_nothing(lesson, ada, grace) -> None:
    from dataclasses import replace

    stray = replace(claim(round_in(lesson, grace), ada), round=new_uid())

    (verdict,) = take_check_ins(claims=[stray], now=NOW)

    assert verdict.why == "closed"
    assert (CheckIn.objects.count(), Refusal.objects.count()) == (0, 0)


@pytest.mark.parametrize("count", [1, 30])
def test_batch_takes_three_statements(lesson, run, grace, count, django_assert_max_num_queries) -> None:
    opened = round_in(lesson, grace, means=["code"], code="1234")
    people = [student(run, each) for each in range(count)]
    claims = [claim(opened, each, code=code) for each in people for code in ("1234", "4321")]

    # Two begin and end the deed, one looks for its rounds; PostgreSQL carries the word to the pages as one more.
    with django_assert_max_num_queries(6):
        take_check_ins(claims=claims, now=NOW)

    assert CheckIn.objects.count() == count


def test_empty_batch_is_none(lesson) -> None:
    assert take_check_ins(claims=[], now=NOW) == []


def test_claim_that_was_in_time_counts_though_the_session_was_decided_before_it_was_kept(lesson, grace, ada) -> None:
    opened = round_in(lesson, grace, closed_at=NOW + 2 * MINUTE)
    factories.hold(lesson)

    take_check_ins(claims=[claim(opened, ada)], now=NOW + 61 * MINUTE)

    assert Attendance.objects.get(person=ada).status == "present"
    assert Outbox.objects.filter(name="attendance.attended").count() == 1
