"""A course goes its one way: from each state only the steps that lead on, and each only by whom it belongs to."""

import pytest
from django.apps import apps

from xingtan.catalog import public as catalog
from xingtan.coordination import access, actions, queries
from xingtan.coordination.models import Nomination, Selection, Step, WrittenOnce
from xingtan.coordination.models.records import Record, Records
from xingtan.coordination.rules import NOMINATION_MOVES
from xingtan.coordination.tests import factories
from xingtan.kernel.errors import NotAllowed
from xingtan.kernel.models import Outbox
from xingtan.universities import public as universities

pytestmark = pytest.mark.django_db

STATES = Nomination.State.values
RIGHTFUL = {
    "confirm": "coordinator",
    "send_back": "coordinator",
    "close_review": "coordinator",
    "publish": "coordinator",
    "remove": "coordinator",
    "renew": "kofi",
    "withdraw": "kofi",
    "accept": "member",
    "return": "member",
    "refuse": "member",
}


def test_every_move_has_its_deed():
    assert set(actions.MOVES) == set(NOMINATION_MOVES) == set(RIGHTFUL)


@pytest.fixture
def put(nomination):
    """Put the nomination in a state by the database, past every action, so that all pairs can be tried."""

    def putting(state):
        Nomination.objects.filter(pk=nomination.pk).update(state=state)
        nomination.refresh_from_db()
        return nomination

    return putting


@pytest.mark.parametrize("who", sorted(set(RIGHTFUL.values())))
def test_move_from_a_wrong_state_changes_nothing(who, put, request, now):
    by = request.getfixturevalue(who)
    for name in (name for name, each in RIGHTFUL.items() if each == who):
        for state in sorted(set(STATES) - NOMINATION_MOVES[name].before):
            nomination = put(state)

            with pytest.raises(actions.StateIsOther):
                actions.take(nomination=nomination, move=name, reason="Because", by=by, now=now)

            nomination.refresh_from_db()
            assert nomination.state == state
    assert Step.objects.count() == 1
    assert not Selection.objects.exists()


@pytest.mark.parametrize(
    "who", ["coordinator", "member", "kofi", "kofi_of_bamboo", "grace", "ada", "mallory", "operator"]
)
def test_move_by_a_wrong_person_changes_nothing(who, put, request, now):
    by = request.getfixturevalue(who)
    for name, move in NOMINATION_MOVES.items():
        if who == RIGHTFUL[name]:
            continue
        nomination = put(min(move.before))

        with pytest.raises(NotAllowed):
            actions.take(nomination=nomination, move=name, reason="Because", by=by, now=now)

        nomination.refresh_from_db()
        assert nomination.state in move.before
    assert Step.objects.count() == 1


def test_move_that_needs_a_reason_is_not_made_without(put, request, now):
    for name in (name for name, move in NOMINATION_MOVES.items() if move.needs_reason):
        by = request.getfixturevalue(RIGHTFUL[name])

        with pytest.raises(actions.ReasonIsMissing):
            actions.take(nomination=put(min(NOMINATION_MOVES[name].before)), move=name, reason="  ", by=by, now=now)

    assert Step.objects.count() == 1


@pytest.mark.parametrize("who", ["coordinator", "member"])
def test_nobody_judges_what_is_their_own(who, put, request, apricot, now):
    judge = request.getfixturevalue(who)
    universities.give_role(person=judge, role="staff", university=apricot, by=None, now=now)
    judge = type(judge).objects.get(pk=judge.pk)

    for name in (name for name, each in RIGHTFUL.items() if each == who):
        with pytest.raises(access.ConflictOfInterest):
            actions.take(
                nomination=put(min(NOMINATION_MOVES[name].before)), move=name, reason="Because", by=judge, now=now
            )

    assert Step.objects.count() == 1


def test_whole_way_is_written_down(at, kofi, coordinator, member):
    nomination = at("selected")

    assert [(each.before, each.after, each.by) for each in queries.steps_of(nomination)] == [
        ("", "nominated", kofi),
        ("nominated", "in_review", coordinator),
        ("in_review", "to_decide", coordinator),
        ("to_decide", "accepted", member),
        ("accepted", "selected", coordinator),
    ]
    selection = Selection.objects.get()
    assert (selection.course, selection.decision.verdict) == (nomination.course, "accept")


def test_unknown_move_is_refused(nomination, coordinator, now):
    with pytest.raises(actions.NoSuchMove):
        actions.take(nomination=nomination, move="publish_now", reason="", by=coordinator, now=now)


def test_nothing_is_published_without_a_decision(nomination, coordinator, now):
    """Even where the state was written past the actions."""
    Nomination.objects.filter(pk=nomination.pk).update(state="accepted")

    from xingtan.coordination.actions.decisions import NothingWasDecided

    with pytest.raises(NothingWasDecided):
        actions.publish(nomination=nomination, by=coordinator, now=now)


def test_course_that_nobody_sees_is_not_published(at, coordinator, now):
    nomination = at("accepted")
    catalog.withdraw_course(course=nomination.course, by=None)

    with pytest.raises(actions.CourseIsHidden):
        actions.publish(nomination=nomination, by=coordinator, now=now)


def test_incomplete_course_is_not_confirmed(call, course, kofi, coordinator, now):
    catalog.describe_course(course=course, by=None, licence="", summary={})
    nomination = factories.nominated(call, course, kofi, now)

    with pytest.raises(actions.CourseIsIncomplete, match="a summary, a licence"):
        actions.confirm(nomination=nomination, by=coordinator, now=now)

    actions.send_back(nomination=nomination, reason="Say how it may be used", by=coordinator, now=now)
    check = nomination.checks.get()
    assert (check.is_confirmed, check.findings["licence"], check.findings["title"]) == (False, False, True)


def test_course_without_a_teacher_is_not_confirmed(call, course, kofi, coordinator, now):
    catalog.CourseRole.objects.filter(course=course).delete()
    nomination = factories.nominated(call, course, kofi, now)

    with pytest.raises(actions.CourseIsIncomplete, match="a responsible teacher"):
        actions.confirm(nomination=nomination, by=coordinator, now=now)


def test_only_its_university_nominates_a_course(call, course, kofi_of_bamboo, coordinator, grace, ada, mallory, now):
    for other in (kofi_of_bamboo, coordinator, grace, ada, mallory):
        with pytest.raises(NotAllowed):
            actions.nominate(call=call, course=course, statement="x", by=other, now=now)


def test_only_who_joined_nominates(call, course, kofi, now):
    with pytest.raises(actions.NotAPartyOfTheCall):
        actions.nominate(call=call, course=course, statement="x", by=kofi, now=now)


def test_course_is_nominated_once_at_a_time(nomination, call, course, kofi, now):
    with pytest.raises(actions.AlreadyNominated):
        actions.nominate(call=call, course=course, statement="x", by=kofi, now=now)

    actions.withdraw(nomination=nomination, reason="Not yet", by=kofi, now=now)
    actions.nominate(call=call, course=course, statement="Now", by=kofi, now=now)
    assert Nomination.objects.count() == 2


def test_call_that_is_over_takes_no_course(call, course, kofi, apricot, coordinator, now):
    actions.join_call(call=call, university=apricot, tier="lead", by=kofi, now=now)

    with pytest.raises(actions.CallIsNotOpen):
        actions.nominate(call=call, course=course, statement="x", by=kofi, now=call.due_at)
    actions.move_call(call=call, move="close", by=coordinator, now=now)
    with pytest.raises(actions.CallIsNotOpen):
        actions.nominate(call=call, course=course, statement="x", by=kofi, now=now)


def test_returned_course_comes_back_in_another_round(at, member, kofi, coordinator, experts, now):
    nomination = at("to_decide")
    actions.decide(nomination=nomination, verdict="return", reason="Add captions", by=member, now=now)
    actions.renew(nomination=nomination, by=kofi, now=now)
    nomination.refresh_from_db()
    assert (nomination.state, nomination.round) == ("nominated", 2)

    factories.in_review(nomination, coordinator, now)
    with pytest.raises(actions.ReviewsAreOutstanding):
        actions.close_review(nomination=nomination, by=coordinator, now=now)
    factories.to_decide(nomination, coordinator, experts, now)
    factories.accepted(nomination, member, now)
    factories.selected(nomination, coordinator, now)

    assert [each.verdict for each in nomination.decisions.order_by("pk")] == ["return", "accept"]


def test_returned_course_does_not_come_back_to_a_closed_call(at, call, kofi, coordinator, now):
    nomination = at("returned")
    actions.move_call(call=call, move="close", by=coordinator, now=now)

    with pytest.raises(actions.CallIsNotOpen):
        actions.renew(nomination=nomination, by=kofi, now=now)


def test_every_table_of_records_is_written_once():
    kept = [each for each in apps.get_app_config("coordination").get_models() if issubclass(each, Record)]

    assert len(kept) == 16
    assert [each.__name__ for each in kept if not isinstance(each._default_manager.all(), Records)] == []


def test_steps_are_written_once(nomination):
    step = Step.objects.get()

    for change in (
        step.save,
        step.delete,
        lambda: Step.objects.update(reason="x"),
        lambda: Step.objects.filter(pk=step.pk).delete(),
        lambda: Step.objects.bulk_update([step], ["reason"]),
    ):
        with pytest.raises(WrittenOnce):
            change()


def test_selection_and_removal_are_announced(at):
    nomination = at("removed")

    said = list(
        Outbox.objects.filter(name__startswith="coordination.").order_by("at", "id").values_list("name", flat=True)
    )
    assert said.count("coordination.course_selected") == said.count("coordination.selection_removed") == 1
    assert not Selection.objects.holding().exists()
    assert nomination.selection.removal.reason == "Out of date"
