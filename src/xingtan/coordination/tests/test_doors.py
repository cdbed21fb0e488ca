"""There is no way round: every step, by page and by program, from every wrong state and by every wrong person."""

import pytest

from xingtan.coordination.models import Nomination, Selection, Step
from xingtan.coordination.rules import NOMINATION_MOVES
from xingtan.coordination.tests.test_nominations import RIGHTFUL

pytestmark = pytest.mark.django_db

PEOPLE = [None, "coordinator", "member", "kofi", "kofi_of_bamboo", "grace", "ada", "mallory", "operator", "expert"]
# These know that the nomination is there; to all others it is hidden, which is the same as absent.
WHO_SEE = {"coordinator", "member", "kofi", "expert"}


@pytest.fixture
def expert(nomination, coordinator, experts, now):
    """Ask an expert, so that they know of the nomination."""
    from xingtan.coordination.models import Assignment

    Assignment.objects.create(nomination=nomination, round=1, expert=experts[0], by=coordinator, at=now)
    return experts[0]


def by_page(browser, nomination, move):
    return browser.post(
        f"/coordination/nominations/{nomination.uid}/steps/", {"move": move, "reason": "Because"}
    ).status_code


def by_program(browser, nomination, move):
    return browser.post(
        f"/api/v1/nominations/{nomination.uid}/steps",
        {"move": move, "reason": "Because"},
        content_type="application/json",
    ).status_code


@pytest.mark.parametrize("send", [by_page, by_program])
def test_no_step_by_a_wrong_person(send, nomination, browse, request):
    for who in PEOPLE:
        browser = browse(who and request.getfixturevalue(who))
        for name, move in NOMINATION_MOVES.items():
            if who == RIGHTFUL[name]:
                continue
            Nomination.objects.filter(pk=nomination.pk).update(state=min(move.before))

            assert send(browser, nomination, name) == (403 if who in WHO_SEE else 404), (who, name)

            nomination.refresh_from_db()
            assert nomination.state in move.before
    assert Step.objects.count() == 1
    assert not Selection.objects.exists()


@pytest.mark.parametrize("send", [by_page, by_program])
def test_no_step_from_a_wrong_state(send, nomination, browse, request):
    for name, move in NOMINATION_MOVES.items():
        browser = browse(request.getfixturevalue(RIGHTFUL[name]))
        # The nearest wrong states: the one it leads to, and the two that a way round would begin in.
        for state in sorted({move.after, "nominated", "refused"} - move.before):
            Nomination.objects.filter(pk=nomination.pk).update(state=state)

            assert send(browser, nomination, name) == 422, (name, state)

            nomination.refresh_from_db()
            assert nomination.state == state
    assert Step.objects.count() == 1


@pytest.mark.parametrize("send", [by_page, by_program])
def test_unknown_step_is_refused(send, nomination, browse, coordinator):
    for move in ("", "select", "publish ", "__class__", "x" * 41):
        assert send(browse(coordinator), nomination, move) == 422


def test_desk_of_coordinators_is_closed_to_others(at, call, browse, request):
    nomination = at("selected")
    task = call.tasks.create(title={"en": "x"}, quota=1)
    n = f"/coordination/nominations/{nomination.uid}/"
    posts = [
        "/coordination/calls/",
        f"/coordination/calls/{call.slug}/facts/",
        f"/coordination/calls/{call.slug}/criteria/",
        f"/coordination/calls/{call.slug}/steps/",
        f"/coordination/calls/{call.slug}/tasks/",
        f"{n}experts/",
        f"{n}follow-ups/",
    ]
    for who in (None, "member", "kofi_of_bamboo", "ada", "mallory", "operator", "kofi", "grace"):
        browser = browse(who and request.getfixturevalue(who))

        assert {browser.post(each, {"move": "close"}).status_code for each in posts} <= {403, 404}, who
        if who not in ("kofi", "member"):
            assert browser.get(f"/coordination/tasks/{task.uid}/").status_code == 404
            assert browser.get(n).status_code == 404
    call.refresh_from_db()
    assert call.state == "open"


def test_university_does_not_read_who_reviewed(at, kofi, coordinator, browse):
    nomination = at("accepted")

    at_university = browse(kofi).get(nomination.get_absolute_url()).text
    at_desk = browse(coordinator).get(nomination.get_absolute_url()).text

    assert "Well made." in at_university
    assert "Elif Demir" not in at_university
    assert "Elif Demir" in at_desk


def test_university_reads_no_review_before_the_decision(at, kofi, browse):
    assert "Well made." not in browse(kofi).get(at("to_decide").get_absolute_url()).text


def test_expert_reads_no_other_review(at, experts, browse):
    nomination = at("to_decide")

    assert "Well made." not in browse(experts[0]).get(nomination.get_absolute_url()).text
