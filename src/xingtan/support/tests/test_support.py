"""Anyone asks from any page; who can answer does; the answer arrives."""

from datetime import timedelta

import pytest

from xingtan.catalog import public as catalog
from xingtan.notices import public as notices
from xingtan.support import actions, queries, rules
from xingtan.support.models import Message, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def maps(apricot, grace, now):
    course = catalog.add_course(university=apricot, slug="maps", by=None, title={"en": "Maps"}, languages=["en"])
    catalog.give_course_role(person=grace, course=course, role="teacher", by=None, now=now)
    return catalog.publish_course(course=course, by=None, now=now)


def asked(person, course, now, **facts):
    where = actions.Where(course=course, language="en")
    return actions.open_ticket(
        kind="question", body="Where is north?", person=person, email="", where=where, now=now, **facts
    )


def test_question_carries_where_it_came_from(browse, maps, ada):
    response = browse(ada).post(
        "/support/ask/",
        {"kind": "question", "body": "Where is north?", "path": "/courses/apricot/maps/?secret=1"},
        headers={"User-Agent": "Old Phone/1.0"},
    )

    ticket = Ticket.objects.get()
    assert response.status_code == 303
    assert (ticket.path, ticket.course, ticket.role, ticket.language, ticket.browser, ticket.zone) == (
        "/courses/apricot/maps/", maps, "learner", "en", "Old Phone/1.0", "Europe/London",
    )  # fmt: skip


def test_visitor_asks_with_an_address(browse, db):
    browser = browse()

    assert browser.post("/support/ask/", {"kind": "problem", "body": "It broke"}).status_code == 422
    assert (
        browser.post("/support/ask/", {"kind": "problem", "body": "It broke", "email": "wei@example.org"}).status_code
        == 303
    )
    assert Ticket.objects.get().email == "wei@example.org"


def test_answer_tells_who_asked_and_is_measured(maps, ada, grace, now):
    ticket = asked(ada, maps, now)

    actions.answer(ticket=ticket, body="Up.", by=grace, now=now + timedelta(hours=2))
    actions.answer(ticket=ticket, body="Mostly.", by=grace, now=now + timedelta(hours=9))

    assert notices.unread_count(ada) == 2
    assert [(each.language, each.hours) for each in queries.first_answers(grace)] == [("en", 2.0)]


def test_asker_adds_and_a_closed_ticket_opens_again(browse, maps, ada, grace, now):
    ticket = asked(ada, maps, now)
    browse(grace).post(f"/support/{ticket.uid}/closure/")

    browse(ada).post(f"/support/{ticket.uid}/", {"body": "And south?"})

    ticket.refresh_from_db()
    assert ticket.closed_at is None
    assert Message.objects.get().is_answer is False


def test_only_who_can_answer_sees_it(browse, maps, ada, grace, kofi, kofi_of_bamboo, mallory, operator, now):
    ticket = asked(ada, maps, now)
    address = f"/support/{ticket.uid}/"

    seen = {person.name.split()[0]: browse(person).get(address).status_code for person in (ada, grace, kofi, operator)}
    assert set(seen.values()) == {200}
    for stranger in (mallory, kofi_of_bamboo):
        assert browse(stranger).get(address).status_code == 404
        assert browse(stranger).post(f"{address}closure/").status_code == 404
    assert browse(mallory).get("/support/inbox/").status_code == 404
    assert browse(kofi_of_bamboo).get("/support/inbox/").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_inbox_asks_the_same_of_the_database_for_any_number(
    browse, maps, ada, grace, now, count, django_assert_num_queries
):
    for _ in range(count):
        asked(ada, maps, now)
    browser = browse(grace)

    with django_assert_num_queries(8):
        response = browser.get("/support/inbox/")

    assert response.text.count("Where is north?") == count


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("http://testserver/courses/a/b/?x=1#y", "/courses/a/b/"),
        ("https://elsewhere.example/courses/a/b/", ""),
        ("//elsewhere.example/", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_only_our_own_pages_are_kept(address, path):
    assert rules.own_path(address, "testserver") == path
