"""Calls are opened and closed, joined and left; tasks are counted by what was accepted."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from xingtan.catalog import public as catalog
from xingtan.coordination import access, actions, queries
from xingtan.coordination.forms.texts import day_of, end_of
from xingtan.coordination.models import Call, Departure, Evidence, Party
from xingtan.coordination.tests import factories
from xingtan.notices import public as notices

pytestmark = pytest.mark.django_db


@pytest.fixture
def platform(db):
    return catalog.Platform.objects.create(
        slug="stars", name={"en": "Stars"}, country="CN", website="https://stars.example", joined_on="2020-02-01"
    )


@pytest.fixture
def party(call, apricot, kofi, now):
    return actions.join_call(call=call, university=apricot, tier="lead", by=kofi, now=now)


@pytest.fixture
def task(call, party, coordinator):
    return actions.add_task(call=call, by=coordinator, title={"en": "Caption courses"}, quota=10)


def give(task, party, by, now, count=4):
    return actions.give_evidence(task=task, party=party, count=count, link="", note="", by=by, now=now)


def test_call_is_opened_once_and_tells_the_universities(call, kofi, kofi_of_bamboo, coordinator, now):
    with pytest.raises(actions.CallStateIsOther):
        actions.move_call(call=call, move="open", by=coordinator, now=now)

    factories.open_call(coordinator, now, "autumn")
    told = notices.Notice.objects.filter(kind="coordination.call").values_list("person__email", flat=True)
    assert set(told) == {kofi.email, kofi_of_bamboo.email}


def test_call_that_asks_for_nothing_is_not_opened(coordinator, now):
    call = actions.add_call(slug="empty", by=coordinator, title={"en": "Empty"})

    with pytest.raises(actions.CallIsEmpty):
        actions.move_call(call=call, move="open", by=coordinator, now=now)


def test_two_calls_have_two_addresses(call, coordinator):
    from xingtan.coordination.actions.calls import CallAddressIsTaken

    with pytest.raises(CallAddressIsTaken):
        actions.add_call(slug=call.slug, by=coordinator, title={"en": "Again"})


def test_call_is_opened_again_with_a_reason(call, coordinator, now):
    actions.move_call(call=call, move="close", by=coordinator, now=now)
    with pytest.raises(actions.ReasonIsMissing):
        actions.move_call(call=call, move="reopen", by=coordinator, now=now)
    actions.move_call(call=call, move="reopen", reason="Two more asked", by=coordinator, now=now)

    assert [(each.move, each.reason) for each in call.steps.order_by("pk")] == [
        ("open", ""),
        ("close", ""),
        ("reopen", "Two more asked"),
    ]


def test_university_joins_once_and_leaves_once(call, party, apricot, kofi, now):
    with pytest.raises(actions.AlreadyJoined):
        actions.join_call(call=call, university=apricot, tier="follower", by=kofi, now=now)
    actions.leave_call(party=party, reason="Too much", by=kofi, now=now)

    from xingtan.coordination.actions.parties import AlreadyLeft

    with pytest.raises(AlreadyLeft):
        actions.leave_call(party=party, reason="Again", by=kofi, now=now)
    assert not Party.objects.present().exists()


def test_who_left_joins_again_with_all_it_gave(call, party, apricot, kofi, now):
    actions.leave_call(party=party, reason="Too much", by=kofi, now=now)
    assert queries.joiners_for(kofi, call) == [("university:apricot", "Apricot University")]

    again = actions.join_call(call=call, university=apricot, tier="lead", by=kofi, now=now)

    assert (again, again.tier) == (party, "lead")
    assert [each.left_at for each in queries.parties_of(call)] == [None]
    assert [vars(each)["joined"] for each in queries.calls_of(kofi) if each == call] == [1]
    assert queries.joiners_for(kofi, call) == []
    with pytest.raises(actions.AlreadyJoined):
        actions.join_call(call=call, university=apricot, tier="lead", by=kofi, now=now)
    actions.leave_call(party=party, reason="Too much again", by=kofi, now=now)
    assert [each.left_at for each in queries.parties_of(call)] == [now]
    assert [each.reason for each in Departure.objects.order_by("pk")] == ["Too much", "Too much again"]
    actions.join_call(call=call, university=apricot, tier="follower", by=kofi, now=now)
    assert Party.objects.present().get() == party


def test_closed_call_is_not_joined(call, apricot, kofi, coordinator, now):
    actions.move_call(call=call, move="close", by=coordinator, now=now)

    with pytest.raises(actions.CallIsNotOpen):
        actions.join_call(call=call, university=apricot, tier="lead", by=kofi, now=now)


def test_party_is_a_university_or_a_platform(call, apricot, platform, kofi, now):
    for both in ({"university": apricot, "platform": platform}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Party.objects.create(call=call, tier="lead", joined_at=now, by=kofi, **both)


def test_joining_is_offered_to_who_may(call, kofi, coordinator, mallory, ada, platform, now):
    catalog.PlatformContact.objects.create(platform=platform, person=ada, since=now)

    assert queries.joiners_for(kofi, call) == [("university:apricot", "Apricot University")]
    assert queries.joiners_for(coordinator, call) == queries.joiners_for(ada, call) == [("platform:stars", "Stars")]
    assert queries.joiners_for(mallory, call) == []


def test_only_accepted_evidence_counts(task, party, kofi, coordinator, now):
    first, second = give(task, party, kofi, now), give(task, party, kofi, now, count=5)
    assert queries.task_rows(task.call, now=now)[0].progress.done == 0

    actions.check_evidence(evidence=first, is_accepted=True, reason="", by=coordinator, now=now)
    actions.check_evidence(evidence=second, is_accepted=False, reason="No link", by=coordinator, now=now)

    row = queries.task_rows(task.call, now=now)[0]
    assert (row.progress.done, row.progress.wanted, row.waiting, row.parties) == (4, 10, 0, 1)
    assert [(each.count, each.check_made.is_accepted) for each in queries.evidence_of(task)] == [(5, False), (4, True)]
    news = notices.Notice.objects.filter(kind="coordination.news", person=kofi)
    assert [each.data["what"] for each in news.order_by("pk")] == ["evidence_accepted", "evidence_returned"]


def test_evidence_is_checked_once_and_returned_with_a_reason(task, party, kofi, coordinator, now):
    evidence = give(task, party, kofi, now)

    with pytest.raises(actions.ReasonIsMissing):
        actions.check_evidence(evidence=evidence, is_accepted=False, reason=" ", by=coordinator, now=now)
    actions.check_evidence(evidence=evidence, is_accepted=True, reason="", by=coordinator, now=now)
    with pytest.raises(actions.AlreadyChecked):
        actions.check_evidence(evidence=evidence, is_accepted=False, reason="No", by=coordinator, now=now)


def test_nobody_checks_their_own_evidence(call, task, platform, coordinator, now):
    party = actions.join_call(call=call, platform=platform, tier="lead", by=coordinator, now=now)
    evidence = give(task, party, coordinator, now)

    with pytest.raises(actions.OwnEvidence):
        actions.check_evidence(evidence=evidence, is_accepted=True, reason="", by=coordinator, now=now)


def test_task_asks_only_whom_it_asks(call, coordinator, party, bamboo, kofi_of_bamboo, now):
    follower = actions.join_call(call=call, university=bamboo, tier="follower", by=kofi_of_bamboo, now=now)
    of_leaders = actions.add_task(call=call, by=coordinator, title={"en": "Lead"}, quota=2, tier="lead")
    of_one = actions.add_task(call=call, by=coordinator, title={"en": "One"}, quota=3, party=follower)
    of_all = actions.add_task(call=call, by=coordinator, title={"en": "All"}, quota=5)

    with pytest.raises(actions.NotAsked):
        give(of_leaders, follower, kofi_of_bamboo, now)
    with pytest.raises(actions.NotAsked):
        give(of_one, party, kofi_of_bamboo, now)
    assert [access.parties_to_report_for(kofi_of_bamboo, each) for each in (of_leaders, of_one, of_all)] == [
        *([], [follower], [follower]),
    ]
    assert [(row.parties, row.progress.wanted) for row in queries.task_rows(call, now=now)] == [(1, 2), (1, 3), (2, 10)]


def test_who_has_left_gives_no_evidence(task, party, kofi, now):
    actions.leave_call(party=party, reason="", by=kofi, now=now)

    with pytest.raises(actions.NotAsked):
        give(task, party, kofi, now)
    assert not Evidence.objects.exists()


def test_counts_say_what_came_of_it(at, call, now):
    at("selected")

    assert {each.name: each.value for each in queries.counts_of(call, now=now)} == {
        "lead": 1,
        "follower": 0,
        "platforms": 0,
        "universities": 1,
        "nominated": 1,
        "nominating": 1,
        "accepted": 1,
        "refused": 0,
        "selected": 1,
        "tasks": 0,
        "evidence": 0,
    }


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_for_any_number(
    count, call, coordinator, apricot, kofi, now, django_assert_num_queries, grace
):
    for number in range(count):
        course = factories.whole_course(apricot, grace, now, f"maps-{number}")
        factories.nominated(call, course, kofi, now)
        task = actions.add_task(call=call, by=coordinator, title={"en": f"Task {number}"}, quota=10)
        give(task, call.parties.get(), kofi, now)

    assert coordinator.standing.universities
    with django_assert_num_queries(5):
        queries.counts_of(call, now=now)
    with django_assert_num_queries(4):
        queries.task_rows(call, now=now)
    with django_assert_num_queries(1):
        queries.nominations_of(call, coordinator)
    with django_assert_num_queries(1):
        queries.calls_of(coordinator)


def test_day_is_over_at_its_end_in_its_zone():
    moment = end_of(datetime(2020, 3, 13, tzinfo=UTC).date(), "Asia/Shanghai")

    assert moment is not None
    assert moment.astimezone(UTC) == datetime(2020, 3, 13, 16, tzinfo=UTC)
    assert day_of(moment, "Asia/Shanghai") == datetime(2020, 3, 13, tzinfo=UTC).date()
    assert (end_of(None, "UTC"), day_of(None, "UTC")) == (None, None)


def test_draft_is_seen_at_the_desk_only(coordinator, member, kofi, now):
    actions.add_call(slug="later", by=coordinator, title={"en": "Later"}, due_at=now + timedelta(days=1))

    assert [Call.objects.visible_to(each).count() for each in (coordinator, member, kofi)] == [1, 1, 0]
