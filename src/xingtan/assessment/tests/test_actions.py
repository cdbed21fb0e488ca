"""Answering, and clearing an answer."""

from datetime import timedelta
from decimal import Decimal

import pytest

from xingtan.assessment import actions, queries
from xingtan.assessment.adapters import formula
from xingtan.assessment.events import AnswerCleared, Answered
from xingtan.assessment.models import Attempt
from xingtan.assessment.rules import reading
from xingtan.assessment.rules.formula import Verdict
from xingtan.assessment.tests.factories import EVERY_KIND, ONE, RIGHT, SINGLE
from xingtan.kernel.errors import OutsideFailed
from xingtan.kernel.events import from_json
from xingtan.kernel.models import Outbox
from xingtan.learning import public as learning


@pytest.fixture
def answer(enrollment, version, now):
    def given(key, data, words, **more):
        facts = {"enrollment": enrollment, "version": version, "now": now, **more}
        return actions.answer(key=key, problem=reading.read(data), given=words, **facts)

    return given


def result(enrollment, key):
    return learning.Result.objects.values_list("score", "possible", "completed_at").get(enrollment=enrollment, key=key)


def announced(cls):
    rows = Outbox.objects.filter(name=cls.name).order_by("pk")
    return [from_json(row.name, row.body) for row in rows]


def test_right_answer_is_kept_with_all_that_was_asked(answer, enrollment, version, now):
    attempt = Attempt.objects.get(uid=answer("every", EVERY_KIND, RIGHT).uid)

    assert (attempt.number, attempt.version, attempt.answer, attempt.at) == (1, version, RIGHT, now)
    assert attempt.marks == dict.fromkeys(RIGHT, "1")
    assert (attempt.score, attempt.possible, attempt.share) == (7, 7, 1)
    assert result(enrollment, "every") == (7, 7, now)
    assert str(attempt) == "every 1"


def test_answer_is_announced_without_a_word_of_it(answer, enrollment, run, ada, apricot):
    attempt = answer("one", ONE, {"q1": "bear"})

    assert announced(Answered) == [
        Answered(
            actor=ada.uid,
            university=apricot.uid,
            attempt=attempt.uid,
            enrollment=enrollment.uid,
            run=run.uid,
            key="one",
            number=1,
            score=Decimal("0.0000"),
            possible=Decimal(1),
        )
    ]


def test_best_attempt_counts(answer, enrollment):
    answer("every", EVERY_KIND, {**RIGHT, "q1": "bear"})
    assert result(enrollment, "every")[:2] == (6, 7)

    answer("every", EVERY_KIND, {**RIGHT, "q1": "bear", "q3": "b"})
    assert result(enrollment, "every")[:2] == (6, 7)

    answer("every", EVERY_KIND, RIGHT)
    assert result(enrollment, "every")[:2] == (7, 7)


def test_best_attempt_counts_at_todays_points(answer, enrollment):
    answer("one", ONE, {"q1": "wolf"})
    answer("one", {**ONE, "weight": 3}, {"q1": "bear"})

    assert result(enrollment, "one")[:2] == (3, 3)


def test_attempts_end(answer, enrollment):
    for _ in range(2):
        answer("one", ONE, {"q1": "bear"})

    with pytest.raises(actions.NoAttemptsLeft):
        answer("one", ONE, {"q1": "wolf"})
    assert Attempt.objects.count() == 2
    assert result(enrollment, "one")[:2] == (0, 1)


def test_answer_that_cannot_be_read_uses_no_attempt(answer, enrollment):
    with pytest.raises(actions.AnswerUnreadable) as unreadable:
        answer("every", EVERY_KIND, {**RIGHT, "q4": "200", "q5": ""})

    assert unreadable.value.reasons == {
        "q4": "Write the unit too. Use one of: m, cm.",
        "q5": "This is not answered yet.",
    }
    assert "no attempt was used" in str(unreadable.value)
    assert not Attempt.objects.exists()
    assert not learning.Result.objects.exists()
    assert not announced(Answered)


def test_ungraded_problem_is_kept_without_points(answer, enrollment, now):
    data = {"parts": [{"question": {"id": "q", "type": "text"}}], "ungraded": "It needs a program."}
    attempt = answer("free", data, {"q": "What I think"})

    assert (attempt.answer, attempt.marks, attempt.score, attempt.possible, attempt.share) == (
        {"q": "What I think"},
        {},
        None,
        None,
        None,
    )
    assert result(enrollment, "free") == (0, 0, now)


def test_problem_without_weight_is_judged_and_worth_nothing(answer, enrollment):
    attempt = answer("zero", {**ONE, "weight": 0}, {"q1": "wolf"})

    assert (attempt.score, attempt.possible, attempt.marks) == (0, 0, {"q1": "1"})


def test_deadline_holds_with_grace_and_extension(answer, enrollment, run, grace, now):
    late = run.ends_at + timedelta(seconds=1)

    with pytest.raises(learning.DeadlinePassed):
        answer("one", ONE, {"q1": "wolf"}, now=late)
    assert not Attempt.objects.exists()

    learning.extend(enrollment=enrollment, section="", until=late + timedelta(days=1), by=grace, now=now)
    assert answer("one", ONE, {"q1": "wolf"}, now=late).number == 1


def test_who_left_answers_nothing(answer, enrollment, ada, now):
    learning.withdraw(enrollment=enrollment, by=ada, now=now, reason="")

    with pytest.raises(learning.PlaceIsGone):
        answer("one", ONE, {"q1": "wolf"})
    assert not Attempt.objects.exists()


@pytest.mark.parametrize(("by_numbers", "share"), [(Verdict.DIFFERENT, 0), (Verdict.EQUAL, 1)])
def test_formula_is_judged_without_its_child_too(answer, monkeypatch, by_numbers, share):
    def nobody(doubt):
        raise OutsideFailed

    monkeypatch.setattr(formula, "judge", nobody)
    monkeypatch.setattr(formula, "by_numbers", lambda doubt: by_numbers)
    attempt = answer("every", EVERY_KIND, {**RIGHT, "q6": "x^2"})

    assert attempt.marks["q6"] == str(share)


def test_clearing_begins_again_and_takes_nothing_away(answer, enrollment, run, ada, apricot, now):
    attempt = answer("every", EVERY_KIND, {**RIGHT, "q1": "bear"})

    actions.clear_answer(enrollment=enrollment, key="every", problem=reading.read(EVERY_KIND), now=now)

    found = queries.latest_attempts(enrollment, ["every", "one"])
    assert {key: (row.number, row.cleared_at) for key, row in found.items()} == {"every": (1, now)}
    assert result(enrollment, "every")[:2] == (6, 7)
    assert announced(AnswerCleared) == [
        AnswerCleared(
            actor=ada.uid,
            university=apricot.uid,
            attempt=attempt.uid,
            enrollment=enrollment.uid,
            run=run.uid,
            key="every",
        )
    ]
    assert answer("every", EVERY_KIND, RIGHT).number == 2


@pytest.mark.parametrize("change", [{}, {"show_reset": False}, {"max_attempts": 1}])
def test_nothing_to_clear(answer, enrollment, now, change):
    data = {**EVERY_KIND, **change}
    if change:
        answer("every", data, RIGHT)

    with pytest.raises(actions.NothingToClear):
        actions.clear_answer(enrollment=enrollment, key="every", problem=reading.read(data), now=now)


def test_cleared_answer_is_cleared_once(answer, enrollment, now):
    answer("every", EVERY_KIND, {**RIGHT, "q1": "bear"})
    facts = {"enrollment": enrollment, "key": "every", "problem": reading.read(EVERY_KIND), "now": now}
    actions.clear_answer(**facts)

    with pytest.raises(actions.NothingToClear):
        actions.clear_answer(**facts)


def test_only_the_last_attempt_is_loaded(answer, enrollment, django_assert_num_queries):
    answer("one", ONE, {"q1": "bear"})
    answer("one", ONE, {"q1": "wolf"})

    with django_assert_num_queries(1):
        found = queries.latest_attempts(enrollment, ["one", "every"])

    assert {key: (row.number, row.answer) for key, row in found.items()} == {"one": (2, {"q1": "wolf"})}


def test_standing_of_a_beginner(enrollment):
    assert queries.standing_of(enrollment, "one") == queries.Standing(0, None)


def test_question_of_single_choice_is_what_the_tests_think():
    assert reading.check({"parts": [{"question": SINGLE}]}) == []
