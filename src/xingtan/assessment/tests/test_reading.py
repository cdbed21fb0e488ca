"""Problem data: what is read from it, and what is said of its faults."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingtan.assessment.rules import reading
from xingtan.assessment.rules.problem import ChoiceQuestion, Partial, ShowAnswer, Span, Tolerance

CHOICE: dict[str, Any] = {
    "id": "q1",
    "type": "single",
    "options": [{"id": "a", "html": "A", "correct": True}, {"id": "b", "html": "B"}],
}


def with_question(**fields):
    return {"parts": [{"question": {"id": "q1", **fields}}]}


def faults(data):
    return [str(fault) for fault in reading.check(data)]


def test_smallest_problem():
    problem = reading.read({"parts": [{"html": "<p>Look.</p>"}, {"question": CHOICE}]})

    assert problem.parts[0] == "<p>Look.</p>"
    assert [question.id for question in problem.questions] == ["q1"]
    assert problem.possible == 1
    assert (problem.max_attempts, problem.show_answer) == (None, ShowAnswer.FINISHED)


def test_whole_problem():
    problem = reading.read(
        {
            "parts": [
                {
                    "question": {
                        **CHOICE,
                        "type": "multiple",
                        "points": 2,
                        "partial": "half",
                        "combined": [{"chosen": ["a"], "html": "!"}],
                    }
                },
                {"question": {"id": "n", "type": "numeric", "answer": 2, "tolerance": "5%", "units": {"m": 1, " ": 2}}},
                {"question": {"id": "r", "type": "numeric", "range": "(1/2; 7]"}},
                {
                    "question": {
                        "id": "t",
                        "type": "text",
                        "patterns": ["a+"],
                        "rows": 3,
                        "remarks": [{"match": "b", "html": "no"}],
                    }
                },
                {"question": {"id": "f", "type": "formula", "answer": "ρ*x", "variables": {"ρ": [2, 1], "x": [0, 1]}}},
            ],
            "hints": ["one", "two"],
            "weight": "2.5",
            "max_attempts": 3,
            "show_answer": "answered",
            "show_reset": True,
            "shuffle": True,
        }
    )
    questions: Any = problem.questions
    choice, numeric, ranged, text, formula = questions

    assert isinstance(choice, ChoiceQuestion)
    assert (choice.partial, choice.combined) == (Partial.HALF, ((frozenset({"a"}), "!"),))
    assert (numeric.answer, numeric.tolerance, numeric.units) == ("2", Tolerance(0.05, is_relative=True), {"m": 1.0})
    assert ranged.span == Span(0.5, 7, has_low=False)
    assert (text.rows, text.remarks[0].html) == (3, "no")
    assert (formula.variables, formula.tolerance) == (
        {"rho": (1.0, 2.0), "x": (0.0, 1.0)},
        Tolerance(0.0001, is_relative=True),
    )
    assert (problem.possible, problem.show_answer, problem.hints) == (
        Decimal("2.5"),
        ShowAnswer.CORRECT,
        ("one", "two"),
    )


def test_points_are_summed_where_there_is_no_weight():
    second = {**CHOICE, "id": "q2", "points": "2.5"}

    assert reading.read({"parts": [{"question": CHOICE}, {"question": second}]}).possible == Decimal("3.5")


def test_ungraded_problem_needs_no_answers_and_is_worth_nothing():
    problem = reading.read(
        {
            "parts": [
                {"question": {"id": "a", "type": "numeric"}},
                {"question": {"id": "b", "type": "text"}},
                {"question": {"id": "c", "type": "formula"}},
                {"question": {"id": "d", "type": "single", "options": [{"id": "x", "html": "X"}]}},
            ],
            "ungraded": "It needs a program of the course.",
            "source": "<problem/>",
        }
    )

    assert problem.possible == 0
    assert (len(problem.questions), problem.source) == (4, "<problem/>")
    assert reading.read({"parts": [], "ungraded": "It has no question."}).possible == 0


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ([], ["A problem is an object with fields."]),
        ({}, ["parts: A problem has at least one question."]),
        ({"parts": [{"html": "x"}]}, ["parts: A problem has at least one question."]),
        ({"parts": "x"}, ["parts: This is a list."]),
        ({"parts": [{"html": "x"}] * 401}, ["parts: This list has at most 400 items."]),
        ({"parts": ["x"]}, ["parts[0]: A part is an object with “html” or “question”."]),
        ({"parts": [{}]}, ["parts[0]: A part is an object with “html” or “question”."]),
        ({"parts": [{"question": 1}]}, ["parts[0]: A part is an object with “html” or “question”."]),
        ({"parts": [{"question": CHOICE}], "wieght": 1}, ["wieght: There is no such field here."]),
        ({"parts": [{"question": CHOICE}, {"question": CHOICE}]}, ["parts: Two questions have the id “q1”."]),
        ({"parts": [{"question": CHOICE}], "weight": -1}, ["weight: This is a number from 0 to 100000."]),
        ({"parts": [{"question": CHOICE}], "weight": True}, ["weight: This is a number from 0 to 100000."]),
        ({"parts": [{"question": CHOICE}], "weight": "much"}, ["weight: This is a number from 0 to 100000."]),
        ({"parts": [{"question": CHOICE}], "max_attempts": 1.5}, ["max_attempts: This is a whole number."]),
        ({"parts": [{"question": CHOICE}], "shuffle": "yes"}, ["shuffle: This is true or false."]),
        ({"parts": [{"question": CHOICE}], "hints": [{}]}, ["hints[0]: This is a text."]),
        ({"parts": [{"question": CHOICE}], "explanation": "x" * 200_001}, ["explanation: This text has at most 200000 characters."]),
        (
            {"parts": [{"question": CHOICE}], "show_answer": "soon"},
            ["show_answer: This is one of: always, attempted, correct, finished, closed, past_due, correct_or_past_due, all_attempts, all_attempts_or_correct, never."],
        ),
        (with_question(type="essay"), ["parts[0].question.type: This is one of: single, multiple, dropdown, numeric, text, formula."]),
        (
            with_question(**CHOICE | {"id": "a b"}),
            ["parts[0].question.id: An id is made of letters, digits, “_” and “-”, and has at most 64 of them."],
        ),
        (with_question(type="single"), ["parts[0].question.options: There is nothing to choose from."]),
        (with_question(type="single", options=["a"]), ["parts[0].question.options[0]: This is an object with fields.",
                                                       "parts[0].question.options: There is nothing to choose from."]),
        (with_question(type="dropdown", options=[{"id": "a"}]), ["parts[0].question.options: None of the options is right."]),
        (with_question(type="multiple", options=[{"id": "a"}, {"id": "a"}]), ["parts[0].question.options: Two options have the same id."]),
        (with_question(type="numeric"), ["parts[0].question.answer: A numeric question has an answer or a range."]),
        (with_question(type="numeric", answer="x"), ["parts[0].question.answer: “x” is not known here."]),
        (with_question(type="numeric", answer="1", accept=["1/0"]), ["parts[0].question.accept: This has no value, or one that is too large."]),
        (with_question(type="numeric", answer="1", tolerance="a"), ["parts[0].question.tolerance: A tolerance is a number or a percentage, such as 0.01 or 5%."]),
        (with_question(type="numeric", range=[1]), ["parts[0].question.range: A range has two ends, such as [5, 7].",
                                                    "parts[0].question.answer: A numeric question has an answer or a range."]),
        (with_question(type="numeric", range=[2, 1]), ["parts[0].question.range: The range ends before it begins."]),
        (with_question(type="numeric", answer="1", range=[None, 1]), ["parts[0].question.range: This is a number."]),
        (with_question(type="numeric", answer="1", range="[a, 2]"), ["parts[0].question.range: “a” is not known here."]),
        (with_question(type="numeric", answer="1", nearly_range="wide"), ["parts[0].question.nearly_range: This is a number."]),
        (with_question(type="numeric", answer="1", units=["m"]), ["parts[0].question.units: Units are an object: each unit with the number it stands for."]),
        (with_question(type="numeric", answer="1", units={"m": 10**400}), ["parts[0].question.units.m: This is a number."]),
        (with_question(type="text"), ["parts[0].question.accept: A text question has a right answer or a pattern."]),
        (with_question(type="text", accept=["  "]), ["parts[0].question.accept: A text question has a right answer or a pattern."]),
        (with_question(type="text", patterns=["("]), ["parts[0].question.patterns: “(” is no regular expression, or one too large."]),
        (
            with_question(type="text", accept=["a"], remarks=[{"match": "(a{1000}){1000}", "pattern": True}]),
            ["parts[0].question.patterns: “(a{1000}){1000}” is no regular expression, or one too large."],
        ),
        (with_question(type="formula"), ["parts[0].question.answer: There is no expression here yet."]),
        (with_question(type="formula", answer="x"), ["parts[0].question.answer: “x” is not known here."]),
        (with_question(type="formula", answer="2", variables=[]), ["parts[0].question.variables: Variables are an object: each name with its range, at most 20 of them."]),
        (with_question(type="formula", answer="2", variables={"sin": [0, 1]}), ["parts[0].question.variables.sin: A variable's name begins with a letter, and is not the name of a function."]),
        (with_question(type="formula", answer="2", variables={"x": [0]}), ["parts[0].question.variables.x: A range has two ends, such as [5, 7]."]),
        (with_question(type="formula", answer="2", variables={"x": [0, "wide"]}), ["parts[0].question.variables.x: This is a number."]),
    ],
)  # fmt: skip
def test_fault_is_said_with_its_place(data, said):
    assert faults(data) == said


def test_faulty_problem_is_not_read():
    with pytest.raises(reading.ProblemFaulty) as faulty:
        reading.read({"parts": []})

    assert str(faulty.value) == "parts: A problem has at least one question."


TWO_LANGUAGES: dict[str, Any] = {
    "parts": [
        {"html": "<p>Look.</p>"},
        {"question": {**CHOICE, "label": "Which?"}},
        {"question": {"id": "q2", "type": "text", "accept": ["bamboo"], "label": "What?"}},
    ],
    "hints": ["Think."],
    "in": {
        "zh-hans": {
            "parts": [
                {"html": "<p>看。</p>"},
                {
                    "question": {
                        "id": "q1",
                        "label": "哪个？",
                        "options": [{"id": "a", "html": "甲", "correct": False}, {"id": "b", "correct": True}],
                    }
                },
                {"question": {"id": "q2", "label": "什么？", "answer": "竹", "accept": ["竹子"], "patterns": ["竹.?"]}},
            ],
            "hints": ["想。"],
        },
        "fr": {
            "parts": [{}, {"question": {"id": "q1", "combined": [{"chosen": ["b"], "html": "Non."}]}}],
            "explanation": "Voilà.",
        },
        "de": "nothing",
        "es": {"parts": "nothing"},
    },
}


def test_texts_are_in_the_language_and_answers_count_in_all():
    own: Any = reading.read(TWO_LANGUAGES)
    chinese: Any = reading.read(TWO_LANGUAGES, "zh-hans")

    assert (own.parts[0], chinese.parts[0]) == ("<p>Look.</p>", "<p>看。</p>")
    assert [option.html for option in chinese.questions[0].options] == ["甲", "B"]
    assert [option.is_correct for option in chinese.questions[0].options] == [True, False]
    assert own.questions[1].accept == chinese.questions[1].accept == ("bamboo", "竹子")
    assert own.questions[1].patterns == ("竹.?",)
    assert (own.questions[1].answer, chinese.questions[1].answer) == ("", "竹")
    assert (own.hints, chinese.hints) == (("Think.",), ("想。",))


def test_language_without_texts_falls_back():
    assert reading.read(TWO_LANGUAGES, "ar") == reading.read(TWO_LANGUAGES)
    assert reading.read(TWO_LANGUAGES, "fr-ca").explanation == "Voilà."
    french: Any = reading.read(TWO_LANGUAGES, "fr").questions[0]
    assert french.combined == ((frozenset({"b"}), "Non."),)
    assert faults(TWO_LANGUAGES) == []


def test_fault_of_a_translation_is_found():
    data: dict[str, Any] = {"parts": [{"question": CHOICE}, 3], "in": {"fr": {"hints": [1.5, None, "x", []]}}}
    assert faults(data) == ["parts[1]: A part is an object with “html” or “question”."]

    del data["parts"][1]
    assert faults(data) == ["in.fr.hints[3]: This is a text."]


def test_options_that_are_no_options_survive_a_translation():
    data = with_question(type="single", options=["a"])
    data["in"] = {"fr": {"parts": [{"question": {"id": "q1", "options": [{"id": "a"}]}}]}}

    assert len(faults(data)) == 2
    with pytest.raises(reading.ProblemFaulty):
        reading.read(data, "fr")


GAP = {"id": "g", "type": "dropdown", "inline": True, "options": CHOICE["options"]}


def test_gap_stands_in_the_text():
    assert faults({"parts": [{"html": "<p>It is [[q:g]] &amp; more.</p>"}, {"question": GAP}]}) == []


@pytest.mark.parametrize(
    "parts",
    [
        [{"html": "none"}, {"question": GAP}],
        [{"html": "[[q:g]] [[q:g]]"}, {"question": GAP}],
        [{"html": "[[q:h]] [[q:g]]"}, {"question": GAP}],
        [{"html": '<p title="[[q:g]]">x</p>'}, {"question": GAP}],
        [{"html": "[[q:g]]"}, {"question": {**GAP, "inline": False}}],
    ],
)
def test_gap_in_the_wrong_place_is_a_fault(parts):
    assert faults({"parts": parts}) != []


def test_every_piece_of_html_is_reached():
    data = {
        "parts": [
            {"html": "1"},
            {
                "question": {
                    "id": "x",
                    "label": "2",
                    "accept": ["no"],
                    "options": [{"id": "a", "html": "3", "feedback": "4"}],
                }
            },
        ],
        "hints": ["5", "6"],
        "explanation": "7",
        "in": {"fr": {"hints": ["8"], "parts": [{"html": "9"}]}},
        "weight": 1,
        "source": "no",
    }
    seen = []

    def twice(html):
        seen.append(html)
        return html * 2

    changed = reading.map_html(data, twice)

    assert sorted(seen) == list("123456789")
    assert (changed["hints"], changed["in"]["fr"]["parts"], changed["source"]) == (["55", "66"], [{"html": "99"}], "no")


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["parts", "question", "html", "id", "type", "options", "answer", "range", "units", "variables", "in", "fr", "label", "accept", "patterns", "remarks", "combined"]
    ), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(json)
def test_any_data_is_read_or_found_faulty(data):
    for found in (data, {"parts": [{"question": data}]}, {"parts": [{"question": CHOICE}], "in": {"fr": data}}):
        assert all(str(fault) for fault in reading.check(found))
