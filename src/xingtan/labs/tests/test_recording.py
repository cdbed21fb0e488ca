"""What a page of an experiment may record, and what it may not, however hostile it is."""

from datetime import timedelta
from decimal import Decimal
from time import time
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingtan.authoring import public as authoring
from xingtan.kernel.models import Outbox
from xingtan.labs import access, rules
from xingtan.labs.models import Step, Trial
from xingtan.labs.tests import factories
from xingtan.labs.tests.factories import steps
from xingtan.learning import public as learning


def result_of(place):
    return learning.Result.objects.filter(enrollment=place, key="swing").values_list("score", "possible").first()


def test_steps_are_kept_and_the_end_makes_a_result(send, ticket, place):
    answer = send(ticket, steps("released", 3, "done"))

    assert answer.status_code == 200
    assert answer.json()["steps"] == 3
    assert list(Step.objects.order_by("number").values_list("name", "values")) == [
        ("released", {"length": 1.5}),
        ("score", {"score": "3"}),
        ("done", {}),
    ]
    assert result_of(place) == (Decimal(3), Decimal(4))
    assert learning.Result.objects.get(enrollment=place, key="swing").completed_at is not None


def test_what_comes_twice_is_kept_once(send, ticket, place):
    said = steps("released", 3, "done")

    assert [send(ticket, said).status_code for _ in range(3)] == [200, 200, 200]

    assert Step.objects.count() == 3
    assert Outbox.objects.filter(name="labs.trial_finished").count() == 1


def test_score_counts_only_at_the_end(send, ticket, place):
    send(ticket, steps("released", 3))

    assert result_of(place) is None
    assert Trial.objects.get().finished_at is None


def test_nothing_new_comes_after_the_end(send, ticket):
    send(ticket, steps("done"))

    answer = send(ticket, steps("more", start=2))

    assert answer.status_code == 422
    assert answer.json()["rule"] == "TrialIsOver"
    assert Step.objects.count() == 1


def test_best_trial_counts(send, place, now):
    for score in (2, 4, 1):
        ticket = access.ticket_for(place, "swing", now=now.timestamp())
        assert send(ticket, steps(score, "done")).status_code == 200

    assert Trial.objects.count() == 3
    assert result_of(place) == (Decimal(4), Decimal(4))


@pytest.mark.parametrize("score", [4.01, -0.01, 1e9])
def test_score_beyond_what_is_possible_is_refused(send, ticket, score):
    answer = send(ticket, steps("released", score, "done"))

    assert answer.status_code == 422
    assert not Trial.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        '{"steps": [{"number": 1, "kind": "score", "score": NaN}]}',
        '{"steps": [{"number": 1, "kind": "score", "score": 1e999}]}',
        '{"steps": [{"number": 1, "kind": "score", "score": "four"}]}',
        '{"steps": [{"number": 0, "kind": "done"}]}',
        '{"steps": [{"number": 1000000, "kind": "done"}]}',
        '{"steps": [{"number": 1, "kind": "sorry"}]}',
        '{"steps": [{"number": 1, "kind": "step", "values": {"x": 1e999}}]}',
        f'{{"steps": [{{"number": 1, "kind": "step", "values": {{"x": 1{"0" * 1000}}}}}]}}',
        f'{{"steps": [{{"number": 1{"0" * 1000}, "kind": "done"}}]}}',
        '{"steps": [{"number": 1, "kind": "step", "values": {"x": [1]}}]}',
        '{"steps": [{"number": 1, "kind": "step", "values": {"": 1}}]}',
        '{"steps": [{"number": 1, "kind": "step", "values": []}]}',
        '{"steps": []}',
        '{"steps": 7}',
        "[]",
        "rubbish",
        '{"steps": [{"number": 1, "kind": "step", "name": "\\u0000"}]}',
    ],
)
def test_rubbish_is_refused(send, ticket, body):
    assert send(ticket, body).status_code in {400, 422}
    assert not Trial.objects.exists()


def test_huge_steps_are_refused(send, ticket):
    long = [{"number": 1, "kind": "step", "name": "x" * 81}]
    wide = [{"number": 1, "kind": "step", "name": "x", "values": {str(n): n for n in range(21)}}]
    many = steps(*["x"] * (rules.MOST_AT_ONCE + 1))
    wordy = [
        {"number": n, "kind": "step", "name": "x", "values": {str(m): "y" * 200 for m in range(20)}}
        for n in range(1, 51)
    ]

    assert {send(ticket, each).status_code for each in (long, wide, many, wordy)} == {422}
    assert not Trial.objects.exists()


def test_trial_has_an_end_of_steps(send, ticket, monkeypatch):
    monkeypatch.setattr(rules, "MOST_STEPS", 3)
    send(ticket, steps("a", "b", "c"))

    assert send(ticket, steps("d", start=4)).json()["rule"] == "TooMuch"


def test_experiment_has_an_end_of_trials(send, place, now, monkeypatch):
    monkeypatch.setattr(rules, "MOST_TRIALS", 1)
    first, second = (access.ticket_for(place, "swing", now=now.timestamp()) for _ in range(2))

    assert [send(each, steps("a")).status_code for each in (first, second)] == [200, 422]


def test_flood_is_told_to_wait(send, ticket, monkeypatch):
    # On a busy machine so many posts take a while, in which some more are allowed.
    moment = time()
    monkeypatch.setattr("xingtan.kernel.throttle.time", SimpleNamespace(time=lambda: moment))
    answers = {send(ticket, steps("a")).status_code for _ in range(65)}

    assert answers == {200, 429}
    assert Step.objects.count() == 1


def test_ticket_is_for_one_person_and_ends(send, ticket, place, mallory, grace, now):
    old = access.ticket_for(place, "swing", now=(now - timedelta(days=2)).timestamp())
    elsewhere = access.ticket_for(place, "words", now=now.timestamp())

    assert [send(ticket, steps("a"), person).status_code for person in (mallory, grace, None)] == [404, 404, 404]
    assert [send(each, steps("a")).status_code for each in (old, elsewhere, ticket[:-2], "x")] == [404, 404, 404, 404]


def test_who_left_records_nothing(send, ticket, place, ada, now):
    learning.withdraw(enrollment=place, by=ada, now=now)

    assert send(ticket, steps("a")).status_code == 404


def test_after_the_date_nothing_counts(apricot, ada, send, now):
    run = factories.run_of(apricot, now, due_at=now - timedelta(hours=1))
    place = learning.enroll(run=run, learner=ada, now=now)

    answer = send(access.ticket_for(place, "swing", now=now.timestamp()), steps(3, "done"))

    assert answer.json()["rule"] == "DeadlinePassed"
    assert not Trial.objects.exists()


def test_experiment_without_points_is_complete_at_its_end(apricot, ada, send, now):
    run = factories.run_of(apricot, now, factories.experiment(possible=0))
    place = learning.enroll(run=run, learner=ada, now=now)

    assert send(access.ticket_for(place, "swing", now=now.timestamp()), steps("a", "done")).status_code == 200

    assert result_of(place) == (None, None)
    assert authoring.version_of(run) is not None


@given(st.lists(st.integers(1, 30)), st.sets(st.integers(1, 30)))
def test_each_step_is_new_once(numbers, known):
    said = [rules.Said(number=number, kind="step") for number in numbers]

    new = [each.number for each in rules.new_ones(said, known)]

    assert new == sorted(set(numbers) - known)


@given(st.one_of(st.floats(), st.integers(), st.text(max_size=20), st.booleans(), st.none()))
def test_score_is_a_number_or_refused(value):
    try:
        score = rules.score_of(value)
    except rules.Unfit:
        return
    assert score.is_finite()
