"""Pages of checking in, of the roll, and of a class."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from xingtan.attendance.models import Attendance, CheckIn, Correction, Excuse, Refusal, Round, Terms
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

    answers = [
        browser.post(f"{url}check-in/", {"round": asked.uid, "code": f"{each:04}"}, **HTMX) for each in range(100)
    ]

    assert {each.status_code for each in answers[:20]} == {422}
    assert {each.status_code for each in answers[21:]} == {429}
    assert sum(Refusal.objects.values_list("count", flat=True)) <= 21


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


def test_teacher_opens_and_closes_a_check_in(lesson, url, grace, browse) -> None:
    browser = browse(grace)

    browser.post(f"{url}check-in/rounds/", {"way": "in", "means": "code"})
    asked = Round.objects.get()
    page = browser.get(f"{url}check-in/desk/")
    response = browser.post(f"{url}check-in/rounds/{asked.uid}/closing/", **HTMX)

    assert (len(asked.code), asked.code.isdecimal()) == (4, True)
    assert asked.code.encode() in page.content
    assert b"Nothing is open." in response.content
    assert Round.objects.get().closed_by == grace


def test_teacher_opens_several_ways_at_once(lesson, url, grace, browse) -> None:
    said = {"way": "in", "means": ["qr", "gesture", "place"], "needs_all": "on", "code_length": "6", "minutes": "5"}

    refused = browse(grace).post(f"{url}check-in/rounds/", said, **HTMX)
    taken = browse(grace).post(f"{url}check-in/rounds/", {**said, "latitude": "52.5", "longitude": "13.4"}, **HTMX)

    assert refused.status_code == 422
    assert b"Say where the lesson is" in refused.content
    assert taken.status_code == 200
    asked = Round.objects.get()
    assert (asked.means, asked.needs_all, asked.radius, len(asked.gesture)) == (
        ["qr", "gesture", "place"],
        True,
        100,
        5,
    )
    assert asked.ends_at == asked.opened_at + 5 * MINUTE


def test_projector_shows_the_turning_code_and_no_name(lesson, url, grace, ada, browse) -> None:
    asked = opened(lesson, grace, means=["qr", "code", "gesture"], code="0420", gesture="159")
    factories.claim(asked, ada)

    page = browse(grace).get(f"{url}check-in/screen/").content.decode()

    assert 'class="check-in-qr"' in page
    assert "0420" in page
    assert "1 → 5 → 9" in page
    assert "Ada" not in page
    assert "load delay:" in page


def test_student_does_not_see_the_code(lesson, url, grace, ada, browse) -> None:
    opened(lesson, grace, means=["code", "gesture"], code="0420", gesture="159")

    assert b"0420" not in browse(ada).get(f"{url}check-in/").content
    for address in ("check-in/desk/", "check-in/screen/", "roll/", "roll.csv", f"roll/{ada.uid}/"):
        assert browse(ada).get(f"{url}{address}").status_code == 404


@pytest.mark.parametrize("count", [1, 3, 30])
def test_roll_takes_the_same_queries_for_any_class(
    lesson, run, url, grace, ada, browse, count, django_assert_num_queries
) -> None:
    asked = opened(lesson, grace)
    for each in range(count - 1):
        person = factories.student(run, each)
        CheckIn.objects.create(round=asked, person=person, at=timezone.now(), by="tap")
    browser = browse(grace)
    browser.get(f"{url}roll/")

    with django_assert_num_queries(17):
        response = browser.get(f"{url}roll/", **HTMX)

    assert response.content.count(b"<tr id=") == count


def test_one_click_corrects_and_keeps_what_was(lesson, url, grace, ada, browse) -> None:
    browser = browse(grace)

    row = browser.post(f"{url}roll/{ada.uid}/", {"becomes": "present"}, **HTMX)
    browser.post(f"{url}roll/{ada.uid}/", {"becomes": "excused", "reason": "Fever"})
    page = browser.get(f"{url}roll/{ada.uid}/")

    assert row.content.decode().strip().startswith(f'<tr id="p-{ada.uid}">')
    assert list(Correction.objects.order_by("pk").values_list("was", "becomes", "reason", "by")) == [
        ("absent", "present", "", grace.pk),
        ("present", "excused", "Fever", grace.pk),
    ]
    assert b"Present \xe2\x86\x92 Excused" in page.content
    assert b"Fever" in browse(ada).get(f"{url}check-in/").content


def test_roll_of_a_class_of_zero_says_so(apricot, grace, browse) -> None:
    from xingtan.learning.tests import factories as courses

    empty = courses.run_of(apricot)
    courses.teach(grace, empty)
    now = timezone.now()
    lesson = factories.session(empty, starts_at=now, ends_at=now + HOUR)

    assert b"Nobody is in this class yet" in browse(grace).get(f"/sessions/{lesson.uid}/roll/").content


def test_roll_is_taken_along_without_formulas(lesson, run, url, grace, ada, browse) -> None:
    person = factories.student(run)
    person.name = "=1+1"
    person.save()

    lines = b"".join(browse(grace).get(f"{url}roll.csv").streaming_content).decode().splitlines()

    assert lines[0] == "\ufeffname,status,came,by,percent_of_lesson,corrected"
    assert [line.split(",")[0] for line in lines[1:]] == ["'=1+1", "Ada Lovelace"]


def test_excuse_is_asked_for_and_granted(lesson, url, grace, ada, browse) -> None:
    browse(ada).post(f"{url}check-in/excuse/", {"words": "I am ill."})
    asked = Excuse.objects.get()
    roll = browse(grace).get(f"{url}roll/")
    browse(grace).post(f"{url}roll/excuses/{asked.uid}/", {"answer": "grant"})
    again = browse(ada).post(f"{url}check-in/excuse/", {"words": "Still."})

    assert b"I am ill." in roll.content
    assert Excuse.objects.get().is_granted is True
    assert again.status_code == 422
    assert b"Your teacher has decided about this already." in again.content


def test_excuse_without_words_is_refused(lesson, url, ada, browse) -> None:
    assert browse(ada).post(f"{url}check-in/excuse/", {"words": " "}).status_code == 422


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
def test_table_of_the_class_takes_the_same_queries(run, grace, ada, browse, count, django_assert_num_queries) -> None:
    for each in range(count):
        start = factories.NOW + each * timedelta(days=7)
        lesson = factories.session(run, starts_at=start, ends_at=start + HOUR, status="held", closed_at=start + HOUR)
        Attendance.objects.create(session=lesson, person=ada, status="late", decided="late")
        Attendance.objects.create(
            session=lesson, person=factories.student(run, each), status="absent", decided="absent"
        )
    browser = browse(grace)
    browser.get(f"{run.get_absolute_url()}attendance/")

    with django_assert_num_queries(9):
        response = browser.get(f"{run.get_absolute_url()}attendance/")

    assert len(response.context["table"].rows) == count + 1
    assert response.context["table"].rows[0].cells == ["late"] * count
    assert (
        b"".join(browser.get(f"{run.get_absolute_url()}attendance/table.csv").streaming_content).count(b"late") == count
    )


def test_class_says_what_counts_and_students_read_it(run, lesson, url, grace, ada, browse) -> None:
    said = {"asks": "both", "share_percent": "70", "late_minutes": "5", "early_minutes": "5"}

    refused = browse(grace).post(f"{run.get_absolute_url()}attendance/terms/", {**said, "share_percent": "101"})
    browse(grace).post(f"{run.get_absolute_url()}attendance/terms/", said)

    assert refused.status_code == 422
    terms = Terms.objects.get()
    assert (terms.asks, terms.share_percent, terms.counts_meeting) == ("both", 70, False)
    assert "at least 70 % of the lesson" in browse(ada).get(f"{url}check-in/").content.decode()


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
