"""Pages of those who teach: the learners, one of them, later dates, announcements."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from xingtan.catalog.public import Run
from xingtan.learning import actions
from xingtan.learning.models import Announcement, Enrollment, Extension
from xingtan.learning.tests import factories
from xingtan.learning.tests.factories import DAY, NOW
from xingtan.people.public import Person
from xingtan.universities.public import University

Browse = Callable[..., Client]


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def whole(response: Any) -> str:
    """Read what is sent piece by piece."""
    return b"".join(response.streaming_content).decode("utf-8-sig")


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    from xingtan.ui import slots

    monkeypatch.setattr(slots, "_slots", {})


@pytest.fixture
def url(run: Run) -> str:
    return run.get_absolute_url()


@pytest.fixture
def grace_browses(run: Run, grace: Person, browse: Browse) -> Client:
    factories.teach(grace, run)
    return browse(grace)


@pytest.fixture
def class_of_three(run: Run, ada: Person, mallory: Person) -> list[Enrollment]:
    """Ada has read and answered, Mallory has only looked, a third has not started."""
    first, second, third = (factories.place(run, who) for who in (ada, mallory, factories.learner(3)))
    actions.complete_block(enrollment=first, key="hello", now=NOW)
    actions.remember_place(enrollment=first, unit="ferns", now=NOW)
    actions.remember_place(enrollment=second, unit="welcome", now=NOW + DAY)
    return [first, second, third]


def names(response: Any) -> list[str]:
    page = response.content.decode()
    known = ("Ada Lovelace", "Mallory", "Learner 003")
    return sorted((name for name in known if f">{name}</a>" in page), key=lambda name: page.index(f">{name}</a>"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Ada Lovelace", "Learner 003", "Mallory"]),
        ("sort=-name", ["Mallory", "Learner 003", "Ada Lovelace"]),
        ("sort=-done", ["Ada Lovelace", "Mallory", "Learner 003"]),
        ("sort=seen", ["Learner 003", "Ada Lovelace", "Mallory"]),
        ("sort=nonsense", ["Ada Lovelace", "Learner 003", "Mallory"]),
        ("q=love+ada", ["Ada Lovelace"]),
        ("q=learner3@example", ["Learner 003"]),
        ("q=nobody", []),
        ("state=not_started", ["Learner 003"]),
        ("state=begun&sort=name", ["Ada Lovelace", "Mallory"]),
        ("state=nonsense", ["Ada Lovelace", "Learner 003", "Mallory"]),
        ("page=99", ["Ada Lovelace", "Learner 003", "Mallory"]),
    ],
)
def test_learners_are_searched_narrowed_and_sorted(
    grace_browses: Client, class_of_three: list[Enrollment], url: str, query: str, found: list[str]
) -> None:
    assert names(grace_browses.get(f"{url}learners/?{query}")) == found


def test_learners_come_in_part(grace_browses: Client, class_of_three: list[Enrollment], url: str) -> None:
    part = grace_browses.get(f"{url}learners/", headers={"HX-Request": "true", "HX-Target": "found"})

    assert text(part).startswith('<section id="found"')


def test_empty_class_says_what_will_be_here(grace_browses: Client, url: str) -> None:
    assert "Nobody has a place yet" in text(grace_browses.get(f"{url}learners/"))


def test_table_is_taken_along(grace_browses: Client, class_of_three: list[Enrollment], url: str) -> None:
    body = whole(grace_browses.get(f"{url}learners.csv?sort=name"))

    rows = list(csv.DictReader(io.StringIO(body)))
    assert [(row["name"], row["state"], row["percent_done"], row["last_unit"]) for row in rows] == [
        ("Ada Lovelace", "begun", "25", "Ferns"),
        ("Learner 003", "not_started", "0", ""),
        ("Mallory", "begun", "0", "Welcome"),
    ]


def test_name_is_no_formula(grace_browses: Client, run: Run, ada: Person, url: str) -> None:
    type(ada).objects.filter(pk=ada.pk).update(name="=HYPERLINK(1)")
    factories.place(run, ada)

    body = whole(grace_browses.get(f"{url}learners.csv"))

    assert "'=HYPERLINK(1)" in body


@pytest.mark.parametrize("count", [1, 3])
def test_learners_take_the_same_queries(
    count: int, run: Run, grace_browses: Client, url: str, alone: None, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        enrollment = factories.place(run, factories.learner(number))
        actions.remember_place(enrollment=enrollment, unit="welcome", now=NOW)
    grace_browses.get(f"{url}learners/")

    with django_assert_num_queries(7):
        grace_browses.get(f"{url}learners/")


def test_teacher_sees_the_course_as_the_learner_does(
    grace_browses: Client, class_of_three: list[Enrollment], url: str
) -> None:
    ada = class_of_three[0]

    page = text(grace_browses.get(f"{url}learners/{ada.uid}/"))
    unit = text(grace_browses.get(f"{url}learners/{ada.uid}/units/welcome/"))

    assert "You see the course as Ada Lovelace does. Nothing here can be changed." in page
    assert f'<li data-state="done"><a href="{url}learners/{ada.uid}/units/welcome/"' in page
    assert "You see the course as Ada Lovelace does." in unit
    assert "Mark as done" not in unit
    assert "Bookmark" not in unit


def test_looking_leaves_no_trace(grace_browses: Client, class_of_three: list[Enrollment], url: str) -> None:
    ada = class_of_three[0]

    grace_browses.get(f"{url}learners/{ada.uid}/units/welcome/")
    grace_browses.get(f"{url}units/questions/")

    ada.refresh_from_db()
    assert (ada.place.unit, ada.seen_at) == ("ferns", NOW)


@pytest.fixture
def dated(apricot: University, grace: Person, ada: Person) -> Enrollment:
    """Give Ada a place on a run of Grace's that ends tomorrow."""
    run = factories.run_of(apricot, ends_at=timezone.now() + DAY)
    factories.teach(grace, run)
    return factories.place(run, ada)


def test_teacher_extends_a_date(dated: Enrollment, grace: Person, browse: Browse) -> None:
    until = (timezone.now() + 3 * DAY).strftime("%Y-%m-%dT%H:%M")
    address = f"{dated.run.get_absolute_url()}learners/{dated.uid}/extension/"

    response = browse(grace).post(address, {"section": "", "until": until, "why": "Ill"}, follow=True)

    assert list(Extension.objects.values_list("section", "why")) == [("", "Ill")]
    assert "The date is extended." in text(response)
    assert "Ill" in text(response)


@pytest.mark.parametrize("until", ["2020-01-01T00:00", "nonsense"])
def test_date_that_cannot_be_is_refused_with_words(
    dated: Enrollment, grace: Person, browse: Browse, until: str
) -> None:
    address = f"{dated.run.get_absolute_url()}learners/{dated.uid}/extension/"

    response = browse(grace).post(address, {"section": "", "until": until, "why": "Ill"})

    assert response.status_code == 422
    assert 'value="Ill"' in text(response)
    assert not Extension.objects.exists()


def test_run_without_dates_has_none_to_extend(grace_browses: Client, place: Enrollment, url: str) -> None:
    address = f"{url}learners/{place.uid}/"

    assert "Nothing on this run has a date, so there is none to extend." in text(grace_browses.get(address))
    assert grace_browses.post(f"{address}extension/", {"until": "2030-06-01T12:00"}).headers["Location"] == address


def test_date_is_read_in_the_zone_of_the_run(run: Run) -> None:
    from xingtan.learning.forms import ExtensionForm

    form = ExtensionForm({"until": "2030-06-01T12:00"}, dates=[("", "The end")], zone="Asia/Shanghai")

    assert form.is_valid()
    assert form.cleaned_data["until"].isoformat() == "2030-06-01T04:00:00+00:00"


def test_teacher_writes_an_announcement(grace_browses: Client, place: Enrollment, url: str, browse: Browse) -> None:
    response = grace_browses.post(
        f"{url}announcements/new/",
        {"title-en": "Hello", "body-en": "**Words**", "title-zh-hans": "你好", "body-zh-hans": "话"},
    )

    written = Announcement.objects.get()
    assert dict(written.title) == {"en": "Hello", "zh-hans": "你好"}
    assert response.headers["Location"] == f"{url}announcements/{written.uid}/"
    ada = browse(place.learner)
    assert "<strong>Words</strong>" in text(ada.get(f"{url}announcements/{written.uid}/"))
    assert f'href="{url}announcements/{written.uid}/"' in text(ada.get(url))
    assert f'href="{url}announcements/{written.uid}/"' in text(ada.get(f"{url}announcements/"))


@pytest.mark.parametrize(
    "said",
    [
        {"title-en": "Hello", "body-en": ""},
        {"title-en": "Hello", "body-en": "Words", "title-zh-hans": "你好"},
        {"title-en": "Hello", "body-en": "Words", "body-zh-hans": "话"},
    ],
)
def test_half_an_announcement_is_not_sent(grace_browses: Client, url: str, said: dict[str, str]) -> None:
    response = grace_browses.post(f"{url}announcements/new/", said)

    assert response.status_code == 422
    assert 'value="Hello"' in text(response)
    assert not Announcement.objects.exists()


def test_teacher_writes_to_those_who_have_not_started(
    grace_browses: Client, class_of_three: list[Enrollment], url: str
) -> None:
    assert "It reaches 1 learner who has not opened a unit yet" in text(
        grace_browses.get(f"{url}announcements/new/?to=not_started")
    )

    grace_browses.post(f"{url}announcements/new/?to=not_started", {"title-en": "Begin", "body-en": "Words"})

    assert [each.enrollment for each in Announcement.objects.get().addressees.all()] == [class_of_three[2]]


def test_nobody_to_write_to_is_said(grace_browses: Client, url: str) -> None:
    response = grace_browses.post(f"{url}announcements/new/?to=not_started", {"title-en": "Begin", "body-en": "Words"})

    assert response.status_code == 422
    assert "Everyone on this run has started" in text(response)


def test_nothing_announced_says_so(grace_browses: Client, url: str) -> None:
    page = text(grace_browses.get(f"{url}announcements/"))

    assert "Nothing has been announced" in page
    assert "Write an announcement" in page


def test_teacher_finds_the_learners_from_the_run(grace_browses: Client, url: str) -> None:
    page = text(grace_browses.get(url))

    assert f'href="{url}learners/"' in page
    assert "Leave this run" not in page


@pytest.mark.parametrize(
    "page",
    [
        "learners/",
        "learners.csv",
        "learners/{place}/",
        "learners/{place}/units/welcome/",
        "announcements/",
        "announcements/new/",
        "progress/",
        "units/welcome/",
    ],
)
def test_strangers_find_nothing(
    page: str, place: Enrollment, url: str, mallory: Person, kofi_of_bamboo: Person, browse: Browse
) -> None:
    for who in (None, mallory, kofi_of_bamboo):
        assert browse(who).get(url + page.format(place=place.uid)).status_code == 404


def test_learner_is_no_teacher(place: Enrollment, url: str, browse: Browse) -> None:
    ada = browse(place.learner)

    for page in ("learners/", "learners.csv", f"learners/{place.uid}/", "announcements/new/"):
        assert ada.get(url + page).status_code == 404
