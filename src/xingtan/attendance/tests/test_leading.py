"""Pages of those who lead: check-ins, the roll, excuses, a class."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from xingtan.attendance.models import Attendance, CheckIn, Correction, Excuse, Round, Terms
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
