"""Editing a problem: by fields, and as text."""

import pytest

from xingtan.assessment.forms import ProblemForm
from xingtan.assessment.forms.source import NotYaml, as_source, from_source
from xingtan.assessment.tests.factories import EVERY_KIND


def shown(data):
    """Give what a browser would send back of a form for this data."""
    form = ProblemForm(initial=ProblemForm.initial_of(data))
    sent = {}
    for bound in form:
        value = bound.value()
        if value is True:
            sent[bound.html_name] = "on"
        elif value not in (None, False):
            sent[bound.html_name] = str(value).replace("\n", "\r\n")
    return sent


def saved(data, **changes):
    form = ProblemForm({**shown(data), **changes})
    assert form.is_valid(), form.errors
    return form.to_data(data, print)


def test_untouched_form_changes_nothing():
    data = saved(EVERY_KIND)

    for part in data["parts"]:
        for option in part.get("question", {}).get("options", ()):
            if not option["correct"]:
                del option["correct"]
    assert data == EVERY_KIND


def test_fields_change_what_they_show():
    data = saved(
        EVERY_KIND,
        **{
            "p0": "<p>New words.</p>",
            "p1-o1": "Cat",
            "p1-o2": "Dog",
            "p1-r2": "on",
            "p2-o1": "",
            "p4-answer": "3",
            "p4-tolerance": "5%",
            "p5-accept": "bamboo\r\n竹",
            "p6-answer": "x",
            "max_attempts": "7",
            "hints": "one\r\n\r\n two",
            "show_answer": "never",
        },
    )
    parts = data["parts"]

    assert parts[0]["html"] == "<p>New words.</p>"
    assert [(each["id"], each["html"], each["correct"]) for each in parts[1]["question"]["options"]] == [
        ("wolf", "Wolf", True),
        ("bear", "Cat", False),
        ("a", "Dog", True),
    ]
    assert [each["id"] for each in parts[2]["question"]["options"]] == ["two"]
    assert (parts[4]["question"]["answer"], parts[4]["question"]["tolerance"]) == ("3", "5%")
    assert parts[5]["question"]["accept"] == ["bamboo", "竹"]
    assert parts[6]["question"]["answer"] == "x"
    assert (data["max_attempts"], data["hints"], data["show_answer"]) == (7, ["one", "two"], "never")


def test_text_counts_when_it_was_changed():
    data = saved(EVERY_KIND, source="parts:\n- question: {id: n, type: numeric, answer: 4}\n", p0="lost")

    assert data == {"parts": [{"question": {"id": "n", "type": "numeric", "answer": 4}}]}


def test_new_problem_begins_with_options():
    data = saved({}, **{"p0-label": "Which?", "p0-o0": "This", "p0-o1": "That"})

    assert data["parts"] == [
        {
            "question": {
                "id": "q1",
                "type": "single",
                "label": "Which?",
                "options": [
                    {"id": "a", "html": "This", "correct": True},
                    {"id": "b", "html": "That", "correct": False},
                ],
            }
        }
    ]


@pytest.mark.parametrize(
    ("changes", "where", "words"),
    [
        ({"p1-r0": ""}, "__all__", "parts[1].question.options: None of the options is right."),
        ({"p4-answer": "two"}, "__all__", "parts[4].question.answer: “two” is not known here."),
        (
            {"source": "parts: ["},
            "source",
            "This text cannot be read at line 1: expected the node content, but found '<stream end>'.",
        ),
        ({"source": "just words"}, "source", "This text cannot be read as a problem."),
        ({"source": "{}"}, "__all__", "parts: A problem has at least one question."),
        ({"max_attempts": "0"}, "max_attempts", "Ensure this value is greater than or equal to 1."),
    ],
)
def test_what_is_wrong_is_said_and_kept(changes, where, words):
    form = ProblemForm({**shown(EVERY_KIND), **changes})

    assert not form.is_valid()
    assert form.errors[where] == [words]
    assert all((form[name].value() or "") == value for name, value in changes.items())


@pytest.mark.parametrize(
    "text", ["a: *b", "a: &x [1]\nb: *x", "[" * 3000, "!!python/object:os.system x", "- 1", "\x00", "a: b: c"]
)
def test_hostile_text_is_refused(text):
    with pytest.raises(NotYaml):
        from_source(text)


def test_yaml_keeps_to_what_json_knows():
    assert from_source("on: 2026-11-21\n1: yes\nx: !!set {a}\n") == {"on": "2026-11-21", "1": "yes", "x": ["a"]}
    assert from_source(as_source(EVERY_KIND)) == EVERY_KIND


@pytest.mark.parametrize(
    "sent", [{}, {"was": "["}, {"was": "parts: x"}, {"was": "parts: [1, {question: {options: [1]}}]"}]
)
def test_form_of_a_stranger_is_only_not_valid(sent):
    assert not ProblemForm({**sent, "source": ""}).is_valid()
