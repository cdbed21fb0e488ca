"""Choices, texts, feedback and points."""

import time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingtan.assessment.rules import choices, feedback, grading, partial, reading, texts
from xingtan.assessment.rules.formula import Verdict
from xingtan.assessment.rules.partial import Mark
from xingtan.assessment.rules.problem import (
    ChoiceQuestion,
    NumericQuestion,
    Option,
    Partial,
    Problem,
    Question,
    Remark,
    TextQuestion,
)
from xingtan.assessment.rules.unreadable import Unreadable


def choice(correct, count=4, *, kind="multiple", rule=Partial.NONE, **more):
    options = tuple(Option(id=name, html=name.upper(), is_correct=name in correct) for name in "abcdefgh"[:count])
    return ChoiceQuestion(id="q", type=kind, options=options, partial=rule, **more)


def text(**fields):
    return TextQuestion(id="q", type="text", **fields)


# ── choices


def test_one_choice_is_right_partly_or_wrong():
    question = ChoiceQuestion(
        id="q",
        type="single",
        options=(Option("a", "A", is_correct=True), Option("b", "B", share=Decimal("0.5")), Option("c", "C")),
    )

    assert [choices.judge_one(question, chosen) for chosen in "abc"] == [1, Decimal("0.5"), 0]
    with pytest.raises(Unreadable):
        choices.judge_one(question, "d")


@pytest.mark.parametrize(
    ("rule", "count", "chosen", "share"),
    [
        (Partial.NONE, 4, "ab", 1),
        (Partial.NONE, 4, "a", 0),
        (Partial.EACH, 4, "a", "0.75"),
        (Partial.EACH, 4, "cd", 0),
        (Partial.EACH, 4, "", "0.5"),
        (Partial.HALF, 4, "ab", 1),
        (Partial.HALF, 4, "abc", "0.5"),
        (Partial.HALF, 4, "abcd", 0),
        (Partial.HALF, 5, "abcd", "0.25"),
        (Partial.HALF, 5, "cd", 0),
        (Partial.HALF, 2, "a", 0),
    ],
)
def test_several_choices(rule, count, chosen, share):
    assert choices.judge_several(choice("ab", count, rule=rule), list(chosen)) == Decimal(share)


def test_strange_choice_is_refused():
    with pytest.raises(Unreadable):
        choices.judge_several(choice("a"), ["a", "z"])


@given(st.sets(st.sampled_from("abcd")), st.sets(st.sampled_from("abcd")), st.sampled_from(list(Partial)))
def test_share_is_whole_only_for_the_right_choice(correct, chosen, rule):
    share = choices.judge_several(choice(correct, rule=rule), sorted(chosen))

    assert 0 <= share <= 1
    assert (share == 1) == (correct == chosen)


@given(st.integers(), st.sets(st.integers(0, 7)))
def test_order_belongs_to_the_seed_and_fixed_options_stay(seed, fixed):
    options = [Option(str(number), "", is_fixed=number in fixed) for number in range(8)]

    first, again = (choices.in_order(options, seed=seed, question_id="q") for _ in range(2))

    assert first == again
    assert sorted(option.id for option in first) == [option.id for option in options]
    assert all(first[number].id == str(number) for number in fixed)


# ── texts


@pytest.mark.parametrize(
    ("accepted", "typed", "share"),
    [
        ("Doc", "doc", 1),
        ("Doc", "  DOC ", 1),
        ("Don't  panic", "don’t panic", 1),
        ("ＡＢＣ", "abc", 1),
        ("café", "cafe\u0301", 1),
        ("Straße", "STRASSE", 1),
        ("İstanbul", "İSTANBUL", 1),
        ("杏坛", "杏坛", 1),
        ("杏坛", "杏壇", 0),
        ("a", "а", 0),  # a Cyrillic letter
    ],
)
def test_words_are_compared_as_people_mean_them(accepted, typed, share):
    assert texts.judge(text(accept=(accepted,)), typed) == share


def test_capitals_may_matter():
    assert [texts.judge(text(accept=("Doc",), ignores_case=False), typed) for typed in ("Doc", "doc")] == [1, 0]


@pytest.mark.parametrize(
    ("pattern", "typed", "share"),
    [
        ("..bble", "Bubble", 1),
        ("..bble", "Bubbles", 0),
        (".*.", "anything\nat all", 1),
        ("a|b", "ab", 0),
        ("１", "1", 0),
        ("1", "１", 1),
    ],
)
def test_pattern_matches_the_whole_answer(pattern, typed, share):
    assert texts.judge(text(patterns=(pattern,)), typed) == share


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+b",
        "(a|aa)+$b",
        "(.*)*x",
        "(?R)",
        "(a|a?)+c",
        "(a{1000}){1000}",
        "((((a{99}){99}){99}){99}){99}",
        "(",
        "a{99999999999999999999}",
        "(?V1)x",
        "x" * 501,
        "(" * 245 + ")" * 245,
        r"\L<x>",
        "(?:a?){9999}a{9999}",
    ],
)
def test_hostile_pattern_does_not_hang(pattern):
    began = time.process_time()

    assert texts.judge(text(patterns=(pattern,)), "a" * 1000) == 0
    assert time.process_time() - began < 1


def test_pattern_is_tested():
    assert [texts.is_pattern(pattern) for pattern in ("a+", "(", r"\d{4}-\d{2}")] == [True, False, True]


def test_text_that_is_too_long_is_refused():
    with pytest.raises(Unreadable):
        texts.judge(text(accept=("a",)), "a" * 1001)


# ── feedback and shown answers


def test_feedback_of_options():
    options = (
        Option("a", "A", is_correct=True, feedback="chose a", feedback_unchosen="not a"),
        Option("b", "B", feedback="chose b"),
    )
    question = ChoiceQuestion(
        id="q", type="multiple", options=options, combined=((frozenset("ab"), "both"),), feedback_right="well"
    )

    assert feedback.feedback_on(question, {"q": ["a"]}, "right") == ["chose a", "well"]
    assert feedback.feedback_on(question, {"q": ["b"]}, "wrong") == ["not a", "chose b"]
    assert feedback.feedback_on(question, {"q": ["a", "b"]}, "partly") == ["both"]
    assert feedback.feedback_on(question, {"q": "a"}, "right") == ["chose a", "well"]


def test_feedback_on_one_answer_and_on_any_wrong_one():
    remarks = (Remark("sky", "too high"), Remark("s.a", "salt", is_pattern=True))
    question = text(accept=("earth",), remarks=remarks, feedback_wrong="no")

    found = [feedback.feedback_on(question, {"q": typed}, "wrong") for typed in ("Sky", "sea", "moon")]

    assert found == [["too high", "no"], ["salt", "no"], ["no"]]
    assert feedback.feedback_on(NumericQuestion(id="q", type="numeric"), {"q": "1"}, "wrong") == []
    assert feedback.feedback_on(question, {"q": ["no", "text"]}, "wrong") == ["no"]


def test_shown_answer():
    data = {
        "parts": [
            {"question": {"id": "1", "type": "numeric", "answer": "2", "units": {"cm": 0.01, "m": 1}}},
            {"question": {"id": "2", "type": "numeric", "range": [1, 2]}},
            {"question": {"id": "3", "type": "text", "accept": ["a", "b"]}},
            {"question": {"id": "4", "type": "text", "patterns": ["a"], "answer": "a"}},
            {"question": {"id": "5", "type": "formula", "answer": "2pi"}},
            {"question": {"id": "6", "type": "numeric", "answer": "2"}},
        ]
    }
    questions = [
        choice("ab"),
        *reading.read(data).questions,
        NumericQuestion(id="q", type="numeric"),
        Question(id="q", type="?"),
    ]

    found = [feedback.shown_answer(question) for question in questions]

    assert found == [["A", "B"], ["2 m"], ["1 – 2"], ["a"], ["a"], ["2pi"], ["2"], [""], []]


# ── a whole problem


def never_asked(doubt):
    raise AssertionError(doubt)


def problem(**more):
    parts = [
        {"question": {"id": "s", "type": "single", "options": [{"id": "a", "correct": True}, {"id": "b"}]}},
        {
            "question": {
                "id": "m",
                "type": "multiple",
                "options": [{"id": "a", "correct": True}, {"id": "b"}],
                "partial": "each",
            }
        },
        {"question": {"id": "n", "type": "numeric", "answer": "2", "points": 2}},
        {"question": {"id": "t", "type": "text", "accept": ["yes"]}},
        {"question": {"id": "f", "type": "formula", "answer": "2x", "variables": {"x": [1, 2]}}},
    ]
    return reading.read({"parts": parts, **more})


RIGHT: dict[str, Any] = {"s": "a", "m": ["a"], "n": "2", "t": "yes", "f": "x+x"}


def test_right_answer_earns_everything():
    marks = grading.judge(problem(), RIGHT, never_asked)

    assert {name: mark.verdict for name, mark in marks.items()} == dict.fromkeys("smntf", "right")
    assert partial.score_of(problem(), marks) == 6
    assert partial.score_of(problem(weight=3), marks) == 3


def test_partly_right_answer_earns_a_part():
    marks = grading.judge(problem(weight=1), {**RIGHT, "n": "3", "m": ["a", "b"]}, never_asked)

    assert [marks[name].verdict for name in "smntf"] == ["right", "partly", "wrong", "right", "right"]
    assert partial.score_of(problem(weight=1), marks) == Decimal("0.5833")


@pytest.mark.parametrize(("opinion", "verdict"), [(Verdict.EQUAL, "right"), (Verdict.DIFFERENT, "wrong")])
def test_second_opinion_is_asked_only_in_doubt(opinion, verdict):
    asked = []

    def second_opinion(doubt):
        asked.append(doubt)
        return opinion

    marks = grading.judge(problem(), {**RIGHT, "f": "3x"}, second_opinion)

    assert (len(asked), marks["f"].verdict) == (1, verdict)


def test_answer_that_cannot_be_judged_is_refused_with_all_reasons():
    with pytest.raises(grading.Refused) as refused:
        grading.judge(
            problem(), {"s": "z", "m": "z", "n": "two", "t": " ", "f": "1/(x-x)"}, lambda doubt: Verdict.UNSURE
        )

    assert {name: str(reason) for name, reason in refused.value.reasons.items()} == {
        "s": "Choose one of the options.",
        "m": "Choose one of the options.",
        "n": "“two” is not known here.",
        "t": "This is not answered yet.",
        "f": "This could not be compared with the answer. Try to write it in a simpler way.",
    }
    assert "n: “two” is not known here." in str(refused.value)


@pytest.mark.parametrize("typed", ["", ["yes"], "x" * 1001, "a\0b"])
def test_impossible_text_is_refused(typed):
    with pytest.raises(grading.Refused):
        grading.judge(problem(), {**RIGHT, "t": typed}, never_asked)


def test_ungraded_problem_is_answered_without_marks():
    assert grading.judge(problem(ungraded="No."), RIGHT, never_asked) == {}
    assert partial.score_of(problem(ungraded="No."), {}) == 0
    assert partial.score_of(Problem(parts=()), {}) == 0


@pytest.mark.parametrize(("chosen", "verdict"), [("a", "right"), ([], "partly"), ("", "partly"), (["a"], "right")])
def test_several_choices_may_be_none_or_one(chosen, verdict):
    assert grading.judge(problem(), {**RIGHT, "m": chosen}, never_asked)["m"].verdict == verdict


def test_answer_is_read_from_a_form():
    typed = {"s": ["b", "a"], "m": ["b", "a", "a"], "n": []}

    answer = grading.read_answer(problem(), lambda name: typed.get(name, []))

    assert answer == {"s": "a", "m": ["a", "b"], "n": "", "t": "", "f": ""}


@given(st.lists(st.decimals(0, 1, places=3), min_size=5, max_size=5))
def test_score_lies_between_nothing_and_everything(shares):
    marks = dict(zip("smntf", map(Mark, shares), strict=True))

    assert 0 <= partial.score_of(problem(weight=7), marks) <= 7
