"""Two entries become one, and two again; what was decided stays."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from xingtan.catalog import public as catalog
from xingtan.jobs import public as jobs
from xingtan.matching import actions, queries
from xingtan.matching.models import Decision, Proposal
from xingtan.matching.tests.factories import NOW, listed, pair, platform
from xingtan.people.public import Person

pytestmark = pytest.mark.django_db


def reloaded(course: catalog.Course) -> catalog.Course:
    return catalog.Course.objects.get(pk=course.pk)


def test_proposing_twice_proposes_once() -> None:
    found = pair()

    again = actions.propose(university=found.one.university_id, now=NOW)

    assert again == 0
    assert Proposal.objects.count() == 1


def test_the_same_course_is_one_entry_with_both_listings(coordinator: Person) -> None:
    found = pair()

    decision = actions.decide(proposal=found, is_same=True, by=coordinator, now=NOW)

    assert reloaded(found.other).merged_into_id == found.one_id
    assert not reloaded(found.other).is_published
    assert {str(each.platform) for each in catalog.Listing.objects.filter(course=found.one)} == {"Terra", "Aqua"}
    assert len(decision.moved) == 1
    assert not Proposal.objects.open().exists()


def test_undoing_gives_back_what_was(coordinator: Person) -> None:
    found = pair()
    decision = actions.decide(proposal=found, is_same=True, by=coordinator, now=NOW)

    actions.undo(decision=decision, by=coordinator, now=NOW)

    other = reloaded(found.other)
    assert other.is_published
    assert other.merged_into_id is None
    assert [str(each.platform) for each in catalog.Listing.objects.filter(course=other)] == ["Aqua"]
    assert Proposal.objects.open().count() == 1
    with pytest.raises(actions.AlreadyDecided):
        actions.undo(decision=decision, by=coordinator, now=NOW)


def test_different_courses_are_not_proposed_again(coordinator: Person) -> None:
    found = pair()

    actions.decide(proposal=found, is_same=False, by=coordinator, now=NOW, why="Another level.")
    actions.propose(university=found.one.university_id, now=NOW)

    assert not Proposal.objects.open().exists()
    assert reloaded(found.other).is_published


def test_nobody_decides_twice(coordinator: Person) -> None:
    found = pair()
    actions.decide(proposal=found, is_same=False, by=coordinator, now=NOW)

    with pytest.raises(actions.AlreadyDecided):
        actions.decide(proposal=found, is_same=True, by=coordinator, now=NOW)


def test_a_merge_on_which_another_stands_is_undone_last(coordinator: Person) -> None:
    found = pair()
    early = actions.decide(proposal=found, is_same=True, by=coordinator, now=NOW)
    third = listed(platform("ignis"), "c1", "Course x of maps")
    catalog.merging.merge_courses(kept=third, other=found.one, by=coordinator, now=NOW)

    with pytest.raises(actions.LaterMerge):
        actions.undo(decision=early, by=coordinator, now=NOW)


def test_a_rule_decides_on_all_and_is_undone_as_one(coordinator: Person, tasks_now: None) -> None:
    pairs = [pair(number) for number in (1, 2, 3)]
    rule = actions.make_rule(least=Decimal("0.9"), sample=pairs[:1], by=coordinator, now=NOW)

    jobs.start(kind="matching.apply", owner=coordinator, params={"rule": str(rule.uid)})
    assert queries.standing_of([rule]) == {rule.pk: 3}

    jobs.start(kind="matching.take_back", owner=coordinator, params={"rule": str(rule.uid)})
    assert queries.standing_of([rule]) == {}
    assert Decision.objects.count() == 3


def test_everything_is_looked_through_in_a_job(coordinator: Person, tasks_now: None) -> None:
    pair()
    Proposal.objects.all().delete()

    job = jobs.start(kind="matching.look", owner=coordinator, params={})

    job.refresh_from_db()
    assert job.result == {"found": 1}


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_however_long(
    client: Client, coordinator: Person, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        pair(number + 1)
    client.force_login(coordinator)
    client.get("/matching/")

    with django_assert_num_queries(9):
        page = client.get("/matching/")

    assert page.content.count(b"is_same") == 2 * count


def test_strangers_find_nothing(client: Client, ada: Person, mallory: Person) -> None:
    found = pair()
    for person in (None, ada, mallory):
        if person:
            client.force_login(person)
        for path in ("/matching/", "/matching/rules/", "/matching/history/"):
            assert client.get(path).status_code == 404
        assert client.post(f"/matching/proposals/{found.uid}/decision/", {"is_same": "yes"}).status_code == 404
    assert Proposal.objects.open().count() == 1


def test_a_coordinator_decides_on_the_page(client: Client, coordinator: Person) -> None:
    found = pair()
    client.force_login(coordinator)

    answer = client.post(f"/matching/proposals/{found.uid}/decision/", {"is_same": "yes"}, follow=True)

    assert answer.status_code == 200
    assert not Proposal.objects.open().exists()
    assert b"Course x of maps" in client.get("/matching/history/").content


def test_a_sample_is_shown_before_anything_is_merged(client: Client, coordinator: Person, tasks_now: None) -> None:
    pair()
    client.force_login(coordinator)

    sample = client.get("/matching/rules/", {"percent": "90"})
    assert b"1 pair would be merged" in sample.content
    assert Proposal.objects.open().count() == 1

    client.post("/matching/rules/", {"percent": "90"})
    assert not Proposal.objects.open().exists()


def test_a_coordinator_is_led_there(client: Client, coordinator: Person) -> None:
    client.force_login(coordinator)

    assert b'href="/matching/"' in client.get("/harvest/").content


def test_the_name_that_stands_for_this_site_is_no_platforms(coordinator: Person) -> None:
    with pytest.raises(catalog.platforms.PlatformAddressIsTaken):
        catalog.platforms.register_platform(slug="here", by=coordinator)
