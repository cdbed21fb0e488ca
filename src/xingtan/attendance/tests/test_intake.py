"""Check-ins of a whole class at once, as the intake reads and takes them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from xingtan.attendance.models import CheckIn
from xingtan.attendance.queries.rounds import opened_round
from xingtan.attendance.rules.claims import make_pass
from xingtan.attendance.tests import factories
from xingtan.kernel import intake
from xingtan.kernel.seals import SealBroken

pytestmark = pytest.mark.django_db
KIND = intake.kinds["check-in"]


def test_claims_of_a_class_are_read_and_kept(run: Any, grace: Any) -> None:
    opened = factories.round_in(factories.session(run), grace, means=["code"], code="0421")
    students = [factories.student(run, number) for number in range(3)]
    described = opened_round(opened.uid)
    assert described is not None
    moment = (factories.NOW + timedelta(minutes=1)).timestamp()
    codes = ["0421", "٠٤٢١", "1111"]
    forms = [
        {"pass": [make_pass(described, student.pk, moment)], "code": [code], "round": ["x"]}
        for student, code in zip(students, codes, strict=True)
    ]

    posts = [KIND.read(form, moment) for form in forms]
    said = KIND.take([post.what for post in posts], factories.NOW)

    assert [post.person for post in posts] == [student.pk for student in students]
    assert list(said) == ["", "", "wrong_code"]
    assert CheckIn.objects.count() == 2


def test_a_pass_is_needed() -> None:
    with pytest.raises(SealBroken):
        KIND.read({"code": ["0421"]}, 0.0)
