"""Attendance for programs."""

from __future__ import annotations

import pytest
from django.utils import timezone

from xingtan.attendance.models import Attendance, CheckIn, Excuse, Round
from xingtan.attendance.rules.claims import token_at
from xingtan.attendance.tests import factories
from xingtan.attendance.tests.factories import HOUR, MINUTE
from xingtan.kernel import throttle

JSON = "application/json"


@pytest.fixture(autouse=True)
def _whole_allowance() -> None:
    throttle.forget()


@pytest.fixture
def lesson(run):
    now = timezone.now()
    return factories.session(run, starts_at=now - 5 * MINUTE, ends_at=now + HOUR, opened_at=now - 5 * MINUTE)


@pytest.fixture
def url(lesson) -> str:
    return f"/api/v1/sessions/{lesson.uid}"


def test_program_of_a_teacher_opens_and_that_of_a_student_checks_in(url, grace, ada, browse) -> None:
    teacher, student = browse(grace), browse(ada)

    (opened,) = teacher.post(f"{url}/rounds", {"means": ["tap", "code", "qr"]}, JSON).json()
    (asked,) = student.get(f"{url}/check-in").json()
    wrong = student.post(f"{url}/check-in", {"round": asked["round"], "code": "x"}, JSON)
    right = student.post(f"{url}/check-in", {"round": asked["round"], "code": opened["code"]}, JSON)

    assert (opened["means"], opened["qr_address"].startswith("http")) == (["code", "qr"], True)
    assert (wrong.status_code, wrong.json()["why"]) == (422, "wrong_code")
    assert right.json() == {"is_taken": True, "why": "", "words": ""}
    assert teacher.get(f"{url}/rounds").json()[0]["checked_in"] == 1
    assert [(each["name"], each["status"]) for each in teacher.get(f"{url}/roll").json()] == [
        ("Ada Lovelace", "present")
    ]
    assert teacher.delete(f"{url}/rounds/{asked['round']}").status_code == 204
    assert student.get(f"{url}/check-in").json() == []


def test_qr_code_is_taken_while_it_is_fresh(lesson, url, grace, ada, browse) -> None:
    opened = factories.round_in(lesson, grace, means=["qr"], opened_at=timezone.now() - MINUTE)
    moment = timezone.now().timestamp()

    old = browse(ada).post(f"{url}/check-in", {"round": opened.uid, "token": token_at(opened.uid, moment - 20)}, JSON)
    new = browse(ada).post(f"{url}/check-in", {"round": opened.uid, "token": token_at(opened.uid, moment)}, JSON)

    assert (old.json()["why"], new.json()["is_taken"]) == ("old", True)
    assert CheckIn.objects.count() == 1


def test_roll_is_corrected_and_excuses_are_decided(url, grace, ada, browse) -> None:
    assert browse(grace).put(f"{url}/roll/{ada.uid}", {"becomes": "late", "reason": "Bus"}, JSON).status_code == 204
    assert browse(ada).post(f"{url}/excuse", {"words": "Ill"}, JSON).status_code == 204
    excuse = Excuse.objects.get()
    assert browse(grace).put(f"{url}/excuses/{excuse.uid}", {"is_granted": True}, JSON).status_code == 204
    assert browse(ada).post(f"{url}/presence", {"sign": "left"}, JSON).status_code == 204
    assert browse(ada).get("/api/v1/attendance").json()[0]["status"] == "late"
    assert Attendance.objects.get().is_corrected


def test_terms_of_a_class_are_read_and_changed(run, grace, ada, browse) -> None:
    where = f"/api/v1/courses/{run.course.university.slug}/{run.course.slug}/runs/{run.uid}/attendance/terms"

    assert browse(ada).get(where).json()["share_percent"] == 50
    assert browse(ada).put(where, {"share_percent": 10}, JSON).status_code == 404
    assert browse(grace).put(where, {"share_percent": 80, "asks": "both"}, JSON).status_code == 200
    assert browse(ada).get(where).json()["asks"] == "both"


def test_stranger_finds_nothing(url, lesson, grace, mallory, browse) -> None:
    opened: Round = factories.round_in(lesson, grace)

    assert browse(mallory).get(f"{url}/check-in").status_code == 404
    assert browse(mallory).post(f"{url}/check-in", {"round": opened.uid}, JSON).status_code == 404
    assert browse(mallory).get(f"{url}/roll").status_code == 404
    assert browse().get("/api/v1/attendance").status_code == 401
