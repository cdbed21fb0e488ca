"""Pages of a student: checking in, being there, what is kept."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from xingtan.attendance.models import Attendance, CheckIn, Refusal, Round
from xingtan.attendance.rules.claims import token_at
from xingtan.attendance.tests import factories
from xingtan.attendance.tests.factories import HOUR, MINUTE
from xingtan.kernel import throttle

HTMX = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "part"}


@pytest.fixture(autouse=True)
def _whole_allowance() -> None:
    throttle.forget()


@pytest.fixture
def lesson(run):
    """A session that runs now."""
    now = timezone.now()
    return factories.session(run, starts_at=now - 5 * MINUTE, ends_at=now + HOUR, opened_at=now - 5 * MINUTE)


@pytest.fixture
def url(lesson) -> str:
    return f"/sessions/{lesson.uid}/"


def opened(lesson, grace, **facts) -> Round:
    return factories.round_in(lesson, grace, opened_at=timezone.now() - MINUTE, **facts)


def test_student_checks_in_with_one_tap(lesson, url, grace, ada, browse) -> None:
    asked = opened(lesson, grace)
    browser = browse(ada)

    assert b"I am here: check in" in browser.get(f"{url}check-in/").content
    response = browser.post(f"{url}check-in/", {"round": asked.uid})

    assert (response.status_code, response["Location"]) == (303, f"{url}check-in/")
    assert b"You are checked in." in browser.get(f"{url}check-in/").content
    assert CheckIn.objects.get().person == ada


def test_wrong_code_is_refused_in_words_and_the_right_one_taken(lesson, url, grace, ada, browse) -> None:
    asked = opened(lesson, grace, means=["code"], code="0420")
    browser = browse(ada)

    wrong = browser.post(f"{url}check-in/", {"round": asked.uid, "code": "1111"}, **HTMX)
    right = browser.post(f"{url}check-in/", {"round": asked.uid, "code": " ٠٤-٢٠ "}, **HTMX)

    assert wrong.status_code == 422
    assert b"These are not the digits on the screen." in wrong.content
    assert b"<html" not in wrong.content
    assert (right.status_code, b"You are checked in." in right.content) == (200, True)


def test_a_hundred_posts_a_second_from_one_student_are_slowed_down(lesson, url, grace, ada, browse) -> None:
    asked = opened(lesson, grace, means=["code"], code="0420")
    browser = browse(ada)
    begun = time.monotonic()

    answers = [
        browser.post(f"{url}check-in/", {"round": asked.uid, "code": "1111"}, **HTMX).status_code for _ in range(60)
    ]

    # Twenty at once, and one more every three seconds, however slow the machine is.
    allowed = 21 + (time.monotonic() - begun) / 3
    assert set(answers) == {422, 429}
    assert answers.count(422) <= allowed
    assert sum(Refusal.objects.values_list("count", flat=True)) == answers.count(422)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"round": "x"},
        {"round": "018f0000-0000-7000-8000-000000000000"},
        {"latitude": "north", "longitude": "1e999", "accuracy": "nan"},
        {"code": "x" * 1000, "gesture": "🙂" * 50, "scan": "=" * 199},
    ],
)
def test_rubbish_is_refused(lesson, url, grace, ada, browse, said) -> None:
    asked = opened(
        lesson, grace, means=["code", "gesture", "place", "qr"], code="1", gesture="1", latitude=1, longitude=1
    )

    response = browse(ada).post(f"{url}check-in/", {"round": asked.uid, **said})

    assert response.status_code == 422
    assert not CheckIn.objects.exists()


def test_scan_in_time_leads_to_one_tap(lesson, url, grace, ada, browse) -> None:
    asked = opened(lesson, grace, means=["qr"])
    browser = browse(ada)

    page = browser.get(f"/c/{token_at(asked.uid, timezone.now().timestamp())}/")
    scan = page.context["scan"]
    response = browser.post(f"{url}check-in/", {"round": asked.uid, "scan": scan})

    assert b"You scanned the QR code in time." in page.content
    assert response.status_code == 303
    assert CheckIn.objects.get().by == "qr"


def test_screenshot_of_the_qr_code_is_refused(lesson, url, grace, ada, browse) -> None:
    asked = opened(lesson, grace, means=["qr"])
    old = token_at(asked.uid, timezone.now().timestamp() - 20)

    page = browse(ada).get(f"/c/{old}/")

    assert page.status_code == 422
    assert b"This QR code is older than 20 seconds." in page.content
    assert not page.context.get("scan")


def test_scan_of_one_student_is_of_no_use_to_another(lesson, run, url, grace, ada, browse) -> None:
    asked = opened(lesson, grace, means=["qr"])
    scan = browse(ada).get(f"/c/{token_at(asked.uid, timezone.now().timestamp())}/").context["scan"]

    response = browse(factories.student(run)).post(f"{url}check-in/", {"round": asked.uid, "scan": scan})

    assert response.status_code == 422
    assert list(Refusal.objects.values_list("why", "count")) == [("not_ours", 1)]


def test_stranger_and_nobody_learn_nothing_from_a_qr_code(lesson, grace, mallory, browse) -> None:
    asked = opened(lesson, grace, means=["qr"])
    token = token_at(asked.uid, timezone.now().timestamp())

    assert browse(mallory).get(f"/c/{token}/").status_code == 404
    assert browse().get(f"/c/{token}/").status_code == 302 or browse().get(f"/c/{token}/").status_code == 303
    assert browse().get("/c/rubbish/").status_code == 404


def test_two_accounts_in_one_browser_are_shown_to_the_teacher_and_nobody_is_punished(
    lesson, run, url, grace, ada, browse
) -> None:
    asked = opened(lesson, grace)
    browser = browse(ada)
    other = factories.student(run)

    browser.post(f"{url}check-in/", {"round": asked.uid})
    browser.force_login(other)
    # As a browser that is handed on: its own cookie stays.
    browser.post(f"{url}check-in/", {"round": asked.uid})

    assert CheckIn.objects.values("device").distinct().count() == 1
    assert browse(grace).get(f"{url}roll/").content.count(b"same browser as somebody else") == 2
    assert {line.status for line in browse(grace).get(f"{url}roll/").context["lines"]} == {"present"}


def test_check_in_part_is_nothing_new_to_a_page_that_shows_it(lesson, url, grace, ada, browse) -> None:
    browser = browse(ada)
    version = browser.get(f"{url}check-in/").context["version"]

    assert browser.get(f"{url}check-in/?v={version}", **HTMX).status_code == 204
    opened(lesson, grace)
    assert browser.get(f"{url}check-in/?v={version}", **HTMX).status_code == 200


def test_own_page_may_ask_for_the_place_and_no_other(lesson, url, grace, ada, browse) -> None:
    opened(lesson, grace, means=["place"], latitude=1, longitude=1)
    browser = browse(ada)

    own = browser.get(f"{url}check-in/")
    other = browser.get(f"{url}check-in/", **HTMX, HTTP_HX_CURRENT_URL=f"http://testserver{url}")

    assert "geolocation=(self)" in own["Permissions-Policy"]
    assert b"xingtan-place" in own.content
    assert b"xingtan-place" not in other.content


@pytest.mark.parametrize("sign", ["here", "left", "pressed", "", "x" * 500])
def test_signs_of_presence_are_taken_from_students_alone(lesson, url, ada, grace, browse, sign) -> None:
    assert browse(ada).post(f"{url}check-in/presence/", {"sign": sign}).status_code in {204, 303}
    assert browse(grace).post(f"{url}check-in/presence/", {"sign": sign}).status_code == 404


def test_way_to_the_meeting_leads_there(lesson, url, ada, browse) -> None:
    assert browse(ada).post(f"{url}check-in/meeting/")["Location"] == url
    lesson.link = "https://meet.example/1"
    lesson.save()
    assert browse(ada).post(f"{url}check-in/meeting/")["Location"] == "https://meet.example/1"
    assert browse(ada).post(f"{url}check-in/meeting/", {"sign": "left"})["Location"] == url


@pytest.mark.parametrize("count", [1, 3])
def test_own_attendance_takes_the_same_queries(run, grace, ada, browse, count, django_assert_num_queries) -> None:
    for each in range(count):
        start = factories.NOW + each * timedelta(days=7)
        lesson = factories.session(run, starts_at=start, ends_at=start + HOUR)
        asked = factories.round_in(lesson, grace, opened_at=start)
        CheckIn.objects.create(round=asked, person=ada, at=start, by="code+place", band="inside")
        factories.was_there(lesson, ada, 0, 5)
        Attendance.objects.create(session=lesson, person=ada, status="late", decided="late")
    browser = browse(ada)
    browser.get("/attendance/")

    with django_assert_num_queries(9):
        response = browser.get("/attendance/")

    assert response.content.count(b"code + place") == count


def test_session_page_has_the_check_in_and_counts_as_being_there(lesson, url, grace, ada, browse) -> None:
    from xingtan.attendance.adapters import signs

    before, _at = signs.marked()
    opened(lesson, grace)
    page = browse(ada).get(url).content.decode()
    found, _mark = signs.read(before)

    assert "I am here: check in" in page
    assert "<xingtan-presence" in page
    assert (found[-1].person, found[-1].where) == (ada.pk, "page")


def test_screens_of_the_session_have_the_check_in(lesson, url, grace, browse) -> None:
    opened(lesson, grace, means=["qr", "code"], code="0420")

    assert "check-in-qr" in browse(grace).get(f"{url}lead/").content.decode()
    assert "check-in-qr" in browse(grace).get(f"{url}screen/").content.decode()


def test_held_session_says_what_it_came_to(run, lesson, url, grace, ada, browse) -> None:
    Attendance.objects.create(session=lesson, person=ada, status="late", decided="late", share_percent=80)
    factories.hold(lesson, timezone.now())

    assert b"80 % of the lesson" in browse(ada).get(url).content
    assert b"The roll, to read and correct" in browse(grace).get(f"{url}lead/").content
    assert "attendance/" in browse(grace).get(f"{run.get_absolute_url()}sessions/").content.decode()


def test_clock_of_a_device_that_is_hours_wrong_changes_nothing(lesson, url, grace, ada, browse) -> None:
    asked = opened(lesson, grace)

    browse(ada).post(
        f"{url}check-in/", {"round": asked.uid, "at": "1999-01-01T00:00:00Z"}, HTTP_DATE="Fri, 01 Jan 1999 00:00:00 GMT"
    )

    kept: datetime = CheckIn.objects.get().at
    assert abs((kept - timezone.now()).total_seconds()) < 5
