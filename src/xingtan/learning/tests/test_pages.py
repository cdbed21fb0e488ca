"""Pages for learners: what they show, what they do, and how many queries they take."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from xingtan.authoring.tests import factories as authoring
from xingtan.catalog.public import Run
from xingtan.learning import actions
from xingtan.learning.models import Bookmark, Completion, Enrollment, Place, Result, Withdrawal
from xingtan.learning.tests import factories
from xingtan.learning.tests.factories import DAY, NOW
from xingtan.people.public import Person
from xingtan.universities.public import University

Browse = Callable[..., Client]


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the slots empty: what upper rooms ask the database for is counted by them."""
    from xingtan.ui import slots

    monkeypatch.setattr(slots, "_slots", {})


@pytest.fixture
def url(run: Run) -> str:
    return run.get_absolute_url()


@pytest.fixture
def ada_browses(place: Enrollment, browse: Browse) -> Client:
    return browse(place.learner)


def test_home_teaches_where_to_begin(browse: Browse, ada: Person) -> None:
    page = text(browse(ada).get("/learn/"))

    assert "No courses yet" in page
    assert 'href="/explore/"' in page


def test_home_is_for_those_who_signed_in(browse: Browse) -> None:
    assert browse().get("/learn/").headers["Location"] == "/accounts/login/?next=/learn/"


def test_home_leads_on(ada_browses: Client, place: Enrollment, url: str) -> None:
    actions.complete_block(enrollment=place, key="hello", now=NOW)
    actions.remember_place(enrollment=place, unit="welcome", now=NOW)

    page = text(ada_browses.get("/learn/"))

    assert "25 % done" in page
    assert f'href="{url}units/ferns/"' in page


def test_home_tells_what_is_due_and_what_is_finished(apricot: University, ada: Person, browse: Browse) -> None:
    soon = timezone.now() + DAY
    due = factories.section("quiz-one", authoring.unit("u", factories.problem("which")), graded_as="quiz", due_at=soon)
    factories.place(factories.run_of(apricot, factories.bundle(due)), ada, now=timezone.now())

    page = text(browse(ada).get("/learn/"))

    assert ">Quiz-One</span>, due" in page


def test_finished_courses_are_apart(ada_browses: Client, place: Enrollment) -> None:
    finish(place)

    page = text(ada_browses.get("/learn/"))

    assert page.index("Finished") < page.index("Completed")


def finish(place: Enrollment) -> None:
    actions.complete_blocks(enrollment=place, keys=["hello", "old", "green"], now=NOW)
    actions.record_result(enrollment=place, key="which", score=Decimal(1), possible=Decimal(1), completed=True, now=NOW)


@pytest.mark.parametrize("count", [1, 3])
def test_home_takes_the_same_queries(
    count: int, apricot: University, ada: Person, browse: Browse, alone: None, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        made = factories.bundle(factories.section("s", authoring.unit("u", authoring.text(f"b{number}"))))
        course = authoring.take_in(apricot, made, slug=f"c{number}")
        run = factories.opened(course)
        factories.place(run, ada)
    client = browse(ada)
    client.get("/learn/")

    with django_assert_num_queries(HOME_QUERIES):
        client.get("/learn/")


HOME_QUERIES = 8


def test_visitor_sees_what_is_in_the_run(browse: Browse, url: str) -> None:
    page = text(browse().get(url))

    assert "Welcome" in page
    assert f"{url}units/" not in page
    assert f'href="{url}place/"' in page


def test_place_asks_a_visitor_to_sign_in(browse: Browse, url: str) -> None:
    assert browse().get(f"{url}place/").headers["Location"] == f"/accounts/login/?next={url}place/"


def test_place_leads_on_after_signing_in(browse: Browse, ada: Person, url: str) -> None:
    assert browse(ada).get(f"{url}place/").headers["Location"] == url


def test_ada_takes_a_place(browse: Browse, ada: Person, url: str) -> None:
    response = browse(ada).post(f"{url}place/", follow=True)

    assert Enrollment.objects.get().learner == ada
    assert "You have a place." in text(response)
    assert f'href="{url}units/welcome/"' in text(response)


def test_full_run_says_so(apricot: University, browse: Browse, ada: Person, mallory: Person) -> None:
    run = factories.run_of(apricot, places=1)
    factories.place(run, mallory)

    response = browse(ada).post(f"{run.get_absolute_url()}place/")

    assert response.status_code == 422
    assert "There are no places left on this run." in text(response)


def test_ada_leaves_and_comes_back(ada_browses: Client, url: str) -> None:
    ada_browses.post(f"{url}leave/", {"reason": "No time"})

    assert Withdrawal.objects.get().reason == "No time"
    assert "Come back" in text(ada_browses.get(url))
    assert ada_browses.get(f"{url}units/welcome/").status_code == 404

    ada_browses.post(f"{url}place/")
    assert ada_browses.get(f"{url}units/welcome/").status_code == 200


def test_run_shows_progress_and_where_to_go_on(ada_browses: Client, place: Enrollment, url: str) -> None:
    actions.complete_block(enrollment=place, key="hello", now=NOW)
    actions.complete_block(enrollment=place, key="old", now=NOW)

    page = text(ada_browses.get(url))

    assert "2 of 4 parts done" in page
    assert f'<li data-state="done"><a href="{url}units/welcome/">' in page
    assert f'<li data-state="begun"><a href="{url}units/ferns/">' in page
    assert f'data-kind="primary" href="{url}units/ferns/"' in page


def test_run_waits_for_its_first_day(apricot: University, ada: Person, browse: Browse) -> None:
    run = factories.run_of(apricot, starts_at=timezone.now() + DAY)
    factories.place(run, ada)
    client = browse(ada)

    assert "The units open on" in text(client.get(run.get_absolute_url()))
    assert client.get(f"{run.get_absolute_url()}units/welcome/").headers["Location"] == run.get_absolute_url()


def test_run_that_ended_can_still_be_read(apricot: University, ada: Person, browse: Browse) -> None:
    run = factories.run_of(apricot, ends_at=NOW + DAY)
    factories.place(run, ada)

    assert "This run has ended." in text(browse(ada).get(run.get_absolute_url()))


def test_run_that_ended_takes_nobody(apricot: University, browse: Browse) -> None:
    run = factories.run_of(apricot, ends_at=NOW + DAY)

    assert "This run ended on" in text(browse().get(run.get_absolute_url()))


def test_run_without_content_says_so(apricot: University, browse: Browse, ada: Person) -> None:
    from xingtan.catalog import public as catalog

    course = catalog.add_course(university=apricot, slug="empty", by=None, title={"en": "Empty"})
    run = catalog.open_run(course=catalog.publish_course(course=course, by=None, now=NOW), by=None)
    factories.place(run, ada)
    client = browse(ada)

    assert "Nothing is here yet" in text(client.get(run.get_absolute_url()))
    assert client.get(f"{run.get_absolute_url()}progress/").status_code == 303


@pytest.mark.parametrize("count", [1, 3])
def test_run_takes_the_same_queries(
    count: int, apricot: University, ada: Person, browse: Browse, alone: None, django_assert_num_queries: Any
) -> None:
    run = factories.run_of(apricot, factories.long_bundle(count))
    factories.place(run, ada)
    client = browse(ada)
    client.get(run.get_absolute_url())

    with django_assert_num_queries(RUN_QUERIES):
        client.get(run.get_absolute_url())


RUN_QUERIES = 7


def test_unit_shows_its_blocks_and_remembers(ada_browses: Client, url: str) -> None:
    page = text(ada_browses.get(f"{url}units/ferns/"))

    assert page.index('id="block-old"') < page.index('id="block-green"')
    assert f'rel="prev" href="{url}units/welcome/"' in page
    assert f'rel="next" href="{url}units/questions/"' in page
    assert Place.objects.get().unit == "ferns"


def test_looking_ahead_remembers_nothing(ada_browses: Client, url: str) -> None:
    ada_browses.get(f"{url}units/ferns/", headers={"Sec-Purpose": "prefetch"})

    assert not Place.objects.exists()


def test_done_goes_on(ada_browses: Client, url: str) -> None:
    response = ada_browses.post(f"{url}units/ferns/done/")

    assert response.headers["Location"] == f"{url}units/questions/"
    assert sorted(Result.objects.values_list("key", flat=True)) == ["green", "old"]
    assert "Mark as done" not in text(ada_browses.get(f"{url}units/ferns/"))


def test_done_on_the_last_unit_goes_back(ada_browses: Client, url: str) -> None:
    assert ada_browses.post(f"{url}units/questions/done/").headers["Location"] == url


def test_done_after_the_end_says_why_not(apricot: University, ada: Person, browse: Browse) -> None:
    run = factories.run_of(apricot, ends_at=NOW + DAY)
    factories.place(run, ada)

    response = browse(ada).post(f"{run.get_absolute_url()}units/ferns/done/", follow=True)

    assert "The date for this has passed, so this was not recorded." in text(response)


def test_bookmark_is_put_and_taken_out(ada_browses: Client, url: str) -> None:
    ada_browses.post(f"{url}units/ferns/bookmark/")
    assert Bookmark.objects.get().key == "ferns"
    assert f'<a href="{url}units/ferns/" lang="en">Ferns</a>' in text(ada_browses.get(url))

    part = ada_browses.post(
        f"{url}units/ferns/bookmark/", {"away": "1"}, headers={"HX-Request": "true", "HX-Target": "bookmark"}
    )
    assert text(part).startswith('<form id="bookmark"')
    assert not Bookmark.objects.exists()


def test_block_is_answered_in_part_and_whole(ada_browses: Client, url: str) -> None:
    whole = ada_browses.post(f"{url}blocks/hello/")
    part = ada_browses.post(f"{url}blocks/old/", headers={"HX-Request": "true", "HX-Target": "block-old"})

    assert whole.headers["Location"] == f"{url}units/welcome/#block-hello"
    assert text(part).startswith('<section class="block" id="block-old"')
    assert Result.objects.count() == 2


def test_block_that_cannot_be_answered_says_why(apricot: University, ada: Person, browse: Browse) -> None:
    run = factories.run_of(apricot, ends_at=NOW + DAY)
    factories.place(run, ada)
    client = browse(ada)
    address = f"{run.get_absolute_url()}blocks/hello/"

    for headers in ({}, {"HX-Request": "true", "HX-Target": "block-hello"}):
        response = client.post(address, headers=headers)
        assert response.status_code == 422
        assert "so this was not recorded" in text(response)


def test_block_has_no_page_of_its_own(ada_browses: Client, url: str) -> None:
    assert ada_browses.get(f"{url}blocks/hello/").headers["Location"] == f"{url}units/welcome/#block-hello"


@pytest.mark.parametrize("count", [1, 3])
def test_unit_takes_the_same_queries(
    count: int, apricot: University, ada: Person, browse: Browse, alone: None, django_assert_num_queries: Any
) -> None:
    made = factories.bundle(
        factories.section("s", authoring.unit("u", *(authoring.text(f"b{number}") for number in range(count))))
    )
    run = factories.run_of(apricot, made)
    factories.place(run, ada)
    client = browse(ada)
    client.get(f"{run.get_absolute_url()}units/u/")

    with django_assert_num_queries(UNIT_QUERIES):
        client.get(f"{run.get_absolute_url()}units/u/")


UNIT_QUERIES = 6


def test_progress_explains_the_grade(ada_browses: Client, place: Enrollment, url: str) -> None:
    actions.record_result(enrollment=place, key="which", score=Decimal(1), possible=Decimal(2), completed=True, now=NOW)

    page = text(ada_browses.get(f"{url}progress/"))

    assert "The course is complete when 100 % of its parts are done and the grade is 50 % or more." in page
    assert '<bdi dir="ltr">0.5 / 1</bdi>' in page
    assert ">50 %<" in page


def test_progress_says_when_it_is_complete(ada_browses: Client, place: Enrollment, url: str) -> None:
    finish(place)

    assert Completion.objects.get().grade_name == "Pass"
    assert "The course was completed on" in text(ada_browses.get(f"{url}progress/"))


def test_anyone_looks_inside(browse: Browse, run: Run) -> None:
    page = text(browse().get("/courses/apricot/ferns/preview/"))

    assert 'id="block-hello"' in page
    assert "<form" not in page[page.index('id="block-hello"') : page.index("To the course")]
    assert not Enrollment.objects.exists()


def test_first_page_leads_back_to_the_course(ada_browses: Client, browse: Browse, url: str) -> None:
    assert f'href="{url}units/welcome/"' in text(ada_browses.get("/"))
    assert f'href="{url}units/welcome/"' not in text(browse().get("/"))


def test_contents_say_what_is_due_and_where_one_is(apricot: University, ada: Person, browse: Browse) -> None:
    soon = timezone.now() + DAY
    due = factories.section("quiz-one", authoring.unit("u", factories.problem("which")), graded_as="quiz", due_at=soon)
    run = factories.run_of(apricot, factories.bundle(due))
    factories.place(run, ada)
    client = browse(ada)

    contents = text(client.get(run.get_absolute_url()))
    unit = text(client.get(f"{run.get_absolute_url()}units/u/"))

    assert contents.count('<span class="tag">due <') == 1
    assert unit.count('<span class="tag">due <') == 1
    assert f'href="{run.get_absolute_url()}units/u/" aria-current="page"' in unit


def test_course_with_few_places_says_how_many_are_left(apricot: University, ada: Person, browse: Browse) -> None:
    run = factories.run_of(apricot, places=2)
    factories.place(run, ada)

    assert "1 place left" in text(browse().get(run.course.get_absolute_url()))


def test_catalogue_shows_the_outline_and_the_way_in(browse: Browse, run: Run, ada: Person, url: str) -> None:
    cache.clear()
    visitor = text(browse().get("/courses/apricot/ferns/"))
    assert f'href="{url}place/"' in visitor
    assert 'href="/courses/apricot/ferns/preview/"' in visitor

    factories.place(run, ada)
    assert f'href="{url}"' in text(browse(ada).get("/courses/apricot/ferns/"))


def test_chinese_reader_reads_chinese(ada_browses: Client, url: str) -> None:
    ada_browses.cookies["django_language"] = "zh-hans"

    assert "蕨类" in text(ada_browses.get(url))
