"""Doors: who finds what."""

from __future__ import annotations

import pytest

from xingtan.attendance import access
from xingtan.attendance.models import Attendance, Excuse
from xingtan.attendance.rules.claims import token_at
from xingtan.attendance.tests import factories
from xingtan.attendance.tests.factories import NOW, round_in
from xingtan.kernel.errors import NotThere
from xingtan.kernel.ids import new_uid


def test_teacher_is_on_no_roll_and_claims_nothing(lesson, grace, ada) -> None:
    assert access.session_to_be_at(ada, session=lesson.uid) == lesson
    with pytest.raises(NotThere):
        access.session_to_be_at(grace, session=lesson.uid)


def test_qr_code_of_a_round_that_is_gone_is_of_nothing(lesson, ada) -> None:
    with pytest.raises(NotThere):
        access.token_to_use(ada, token=token_at(new_uid(), NOW.timestamp()))


def test_round_of_another_session_is_not_closed_here(lesson, run, grace) -> None:
    other = round_in(factories.session(run), grace)

    assert access.round_to_close(grace, session=other.session.uid, opened=other.uid) == other
    with pytest.raises(NotThere):
        access.round_to_close(grace, session=lesson.uid, opened=other.uid)


def test_roll_has_the_class_and_those_who_were_decided_about(lesson, grace, ada, mallory) -> None:
    assert access.person_on_roll(grace, session=lesson.uid, student=ada.uid) == (lesson, ada)
    with pytest.raises(NotThere):
        access.person_on_roll(grace, session=lesson.uid, student=mallory.uid)
    Attendance.objects.create(session=lesson, person=mallory, status="present")
    assert access.person_on_roll(grace, session=lesson.uid, student=mallory.uid) == (lesson, mallory)


def test_excuse_of_another_session_is_not_decided_here(lesson, run, grace, ada) -> None:
    other = Excuse.objects.create(session=factories.session(run), person=ada, words="Ill", asked_at=NOW)

    assert access.excuse_to_decide(grace, session=other.session.uid, excuse=other.uid) == other
    with pytest.raises(NotThere):
        access.excuse_to_decide(grace, session=lesson.uid, excuse=other.uid)
