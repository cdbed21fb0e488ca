"""Opening, closing, showing: once, whoever does it and however often. Answers: in time by the server's clock."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from xingtan.activities import actions, queries
from xingtan.activities.models import Activity, Response
from xingtan.activities.tests import factories
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.models import Outbox
from xingtan.teaching import public as teaching

MINUTE = timedelta(minutes=1)


def _told(name):
    return [row.body for row in Outbox.objects.filter(name=name).order_by("pk")]


def test_two_teachers_open_and_close_once(session, grace, kofi, now):
    made = factories.made(session, grace, now)
    stale = Activity.objects.get(pk=made.pk)

    actions.open_activity(activity=made, by=grace, now=now)
    actions.open_activity(activity=stale, by=kofi, now=now + MINUTE)
    actions.close(activity=made, by=grace, now=now + 2 * MINUTE)
    closed = actions.close(activity=stale, by=kofi, now=now + 3 * MINUTE)

    assert (closed.opened_at, closed.closed_at) == (now, now + 2 * MINUTE)
    assert (len(_told("activities.opened")), len(_told("activities.closed"))) == (1, 1)


def test_what_was_not_opened_cannot_be_closed(session, grace, now):
    made = factories.made(session, grace, now)

    with pytest.raises(actions.NotBegun):
        actions.close(activity=made, by=grace, now=now)


def test_what_lies_ready_is_opened_in_a_session_only(session, grace, now):
    ready = actions.reuse(
        activity=factories.made(session, grace, now), run=session.run, session=None, by=grace, now=now
    )

    with pytest.raises(actions.NotBegun):
        actions.open_activity(activity=ready, by=grace, now=now)


def test_late_answers_are_refused_by_the_servers_clock(session, grace, ada, now):
    made = factories.opened(session, grace, now, closes_at=now + MINUTE)
    factories.say(made, ada, now + MINUTE - timedelta(microseconds=1), q0="0")

    with pytest.raises(actions.TooLate):
        factories.say(made, ada, now + MINUTE, q0="1")

    assert [row.payload for row in Response.objects.all()] == [{"q0": 0}]


def test_nothing_is_answered_before_it_is_opened_nor_after_it_is_closed(session, grace, ada, now):
    made = factories.made(session, grace, now)
    with pytest.raises(actions.TooLate):
        factories.say(made, ada, now, q0="0")

    opened = actions.open_activity(activity=made, by=grace, now=now)
    closed = actions.close(activity=opened, by=grace, now=now + MINUTE)
    with pytest.raises(actions.TooLate):
        factories.say(closed, ada, now + MINUTE, q0="0")


def test_the_last_answer_counts_and_all_are_kept(session, grace, ada, now):
    made = factories.opened(session, grace, now)
    factories.say(made, ada, now, q0="0")
    factories.say(made, ada, now + MINUTE, q0="1")

    counted = queries.folded([made], now)[made.pk]

    assert [row["count"] for row in counted.results[0]["rows"]] == [0, 1]
    assert (counted.answered, Response.objects.count()) == (1, 2)


def test_what_is_sent_twice_is_kept_once(session, grace, ada, now):
    made, uid = factories.opened(session, grace, now), uuid4()

    for _again in range(2):
        actions.respond(activity=made, person=ada, payload={"q0": "0"}, now=now, uid=uid)

    assert (Response.objects.count(), len(_told("activities.responded"))) == (1, 1)


def test_nobody_answers_with_anothers_id(session, grace, ada, mallory, now):
    made, uid = factories.opened(session, grace, now), uuid4()
    actions.respond(activity=made, person=ada, payload={"q0": "0"}, now=now, uid=uid)

    with pytest.raises(actions.AlreadySaid):
        actions.respond(activity=made, person=mallory, payload={"q0": "1"}, now=now, uid=uid)


def test_an_answer_is_told_with_who_and_where(session, grace, ada, now):
    made = factories.opened(session, grace, now)
    factories.say(made, ada, now, q0="0")

    told = _told("activities.responded")[0]

    assert {name: told[name] for name in ("activity", "kind", "run", "session", "person", "score")} == {
        "activity": str(made.uid),
        "kind": "poll",
        "run": str(session.run.uid),
        "session": str(session.uid),
        "person": str(ada.uid),
        "score": None,
    }


def test_what_is_due_is_closed_at_its_own_time(session, grace, ada, now):
    made = factories.opened(session, grace, now, closes_at=now + MINUTE)
    factories.say(made, ada, now, q0="0")

    actions.close_due(now=now)
    actions.close_due(now=now + 5 * MINUTE)

    made.refresh_from_db()
    assert (made.state, made.closed_at) == ("closed", now + MINUTE)
    assert [(each["people"], each["responses"]) for each in _told("activities.closed")] == [(1, 1)]


def test_what_was_for_the_session_ends_with_it_and_homework_does_not(session, grace, now, relay):
    inside = factories.opened(session, grace, now)
    after = factories.opened(session, grace, now, phase="after")

    teaching.open_session(session=session, by=grace, now=now)
    teaching.close_session(session=session, by=grace, now=now + MINUTE)
    relay()

    assert Activity.objects.get(pk=inside.pk).state == "closed"
    assert Activity.objects.get(pk=after.pk).state == "open"


def test_opened_again_it_takes_answers_and_keeps_those_it_has(session, grace, ada, now):
    made = factories.opened(session, grace, now, closes_at=now + MINUTE)
    factories.say(made, ada, now, q0="0")

    again = actions.reopen(activity=made, now=now + 2 * MINUTE)
    factories.say(again, ada, now + 3 * MINUTE, q0="1")

    assert Response.objects.count() == 2


def test_what_was_opened_is_neither_changed_nor_thrown_away(session, grace, now):
    made = factories.opened(session, grace, now)

    with pytest.raises(actions.AlreadyBegun):
        actions.change(activity=made, title="Other", config=factories.TEA, phase="in")
    with pytest.raises(actions.AlreadyBegun):
        actions.remove(activity=made)


def test_a_copy_takes_the_questions_and_not_the_answers(session, grace, ada, now):
    made = factories.opened(session, grace, now)
    factories.say(made, ada, now, q0="0")

    copy = actions.reuse(activity=made, run=session.run, session=session, by=grace, now=now)

    assert (copy.config, copy.state, copy.copied_from) == (made.config, "draft", made)
    assert queries.folded([copy], now)[copy.pk].answered == 0


def test_a_kind_that_is_not_and_a_config_that_cannot_be(session, grace, now):
    with pytest.raises(actions.NoSuchActivity):
        factories.made(session, grace, now, kind="dance")
    with pytest.raises(actions.NoSuchActivity):
        factories.made(session, grace, now, config={"questions": []})


@pytest.mark.parametrize(
    "payload", [{}, {"q0": "9"}, {"q0": "x"}, {"q0": -1}, {"q0": True}, {"q0": {"a": 1}}, {"q0": [0]}, {"q1": "0"}]
)
def test_rubbish_is_refused(session, grace, ada, now, payload):
    made = factories.opened(session, grace, now)

    with pytest.raises(RuleBroken):
        factories.say(made, ada, now, **payload)

    assert Response.objects.count() == 0


def test_one_person_can_say_only_so_much(session, grace, ada, now, monkeypatch):
    from xingtan.activities.registry import kinds

    monkeypatch.setattr(type(kinds.named("poll")), "most", 2)
    made = factories.opened(session, grace, now)
    for _again in range(2):
        factories.say(made, ada, now, q0="0")

    with pytest.raises(actions.SaidEnough):
        factories.say(made, ada, now, q0="0")


class TestBatch:
    def test_many_answers_cost_a_constant_number_of_statements(self, session, run, grace, now):
        from xingtan.people import public as people

        made = factories.opened(session, grace, now)
        crowd = [people.join(email=f"s{number}@example.org", name=f"S {number}") for number in range(12)]
        for each in crowd:
            factories.place(run, each, now)
        batch = [
            actions.Given(activity=made.uid, person=each.pk, at=now, payload={"q0": "0"}, uid=uuid4()) for each in crowd
        ]

        costs = []
        for some in (batch[:2], batch[2:]):
            with CaptureQueriesContext(connection) as asked:
                assert all(each.is_kept for each in actions.take_responses(some))
            costs.append(len(asked))

        # PostgreSQL is told of one more.
        assert costs == [8 + (connection.vendor == "postgresql")] * 2

        assert queries.folded([made], now)[made.pk].answered == 12
        assert len(_told("activities.responded")) == 12

    def test_each_is_judged_by_itself(self, session, grace, ada, mallory, now):
        made = factories.opened(session, grace, now, closes_at=now + MINUTE)
        uid = uuid4()

        def given(person, at=now, activity=made.uid, uid=None, **payload):
            return actions.Given(activity=activity, person=person.pk, at=at, payload=payload, uid=uid or uuid4())

        outcomes = actions.take_responses(
            [
                given(ada, q0="0", uid=uid),
                given(ada, q0="0", uid=uid),
                given(ada, at=now + MINUTE, q0="1"),
                given(mallory, q0="1"),
                given(ada, q0="7"),
                given(ada, activity=uuid4(), q0="1"),
            ]
        )

        assert [type(each.broken).__name__ for each in outcomes] == [
            "NoneType",
            "NoneType",
            "TooLate",
            "NotInClass",
            "NotFit",
            "NotInClass",
        ]
        assert Response.objects.count() == 1

    def test_nothing_is_nothing(self, db):
        assert actions.take_responses([]) == []
