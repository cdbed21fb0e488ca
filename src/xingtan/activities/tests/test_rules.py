"""What kinds count, without a database; whatever is sent, it is kept as it should be or refused in words."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xingtan.activities.registry.answers import Answer, Move, Unfit, counted
from xingtan.activities.rules import ideas, polls, quizzes
from xingtan.search.public import normalise

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
RUBBISH = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
POLL = [
    {"words": "Tea?", "type": "one", "options": ["Yes", "No"]},
    {"words": "Which?", "type": "several", "options": ["Red", "Green", "White"]},
    {"words": "How?", "type": "scale", "options": []},
    {"words": "Why?", "type": "text", "options": []},
]
QUIZ = {"data": {"parts": [{"question": {"id": "q", "type": "multiple", "options": [{"id": "a", "html": "A"}]}}]}}
TAKES = {
    "poll": (lambda said: polls.take(said, POLL), ["q0", "q1", "q2", "q3"]),
    "ideas": (ideas.take, ["idea"]),
    "quiz": (lambda said: quizzes.given(said, 0, QUIZ["data"]), ["p0-q"]),
}


def answer(number, person, payload, score=None):
    return Answer(uid=UUID(int=number), person=person, at=NOW + timedelta(seconds=number), payload=payload, score=score)


def answers(*payloads):
    return [answer(number, number, payload) for number, payload in enumerate(payloads, 1)]


def move(do, **payload):
    return Move(do=do, at=NOW, payload=payload)


@pytest.mark.parametrize("kind", TAKES)
@settings(max_examples=60)
@given(values=st.lists(RUBBISH, min_size=4, max_size=4))
def test_rubbish_is_kept_as_json_or_refused(kind, values):
    import json

    take, names = TAKES[kind]
    try:
        kept = take(dict(zip(names, values, strict=False)))
    except Unfit as unfit:
        words_of(unfit)
    else:
        assert "\\u0000" not in json.dumps(kept)
        assert take_again(kind, kept) == kept


def words_of(unfit):
    """Check that there are words that its facts fit into."""
    assert unfit.why % unfit.facts if unfit.facts else unfit.why


def take_again(kind, kept):
    """Check that what is kept would be kept again as it is."""
    return kept if kind == "quiz" else TAKES[kind][0](kept)


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(0, 1))))
def test_of_each_person_one_answer_counts(said):
    rows = [answer(number, person, {"q0": value}) for number, (person, value) in enumerate(said)]

    last, first = counted(rows, "last"), counted(rows, "first")

    assert {each.person: each.payload["q0"] for each in last} == dict(said)
    assert {each.person: each.payload["q0"] for each in first} == dict(reversed(said))
    assert counted(rows, "every") == rows
    assert [each.at for each in last] == sorted(each.at for each in last)


@given(st.lists(st.integers(0, 1), min_size=1))
def test_counts_of_a_poll_add_up(said):
    result = polls.fold(POLL[:1], answers(*[{"q0": each} for each in said]))[0]

    assert sum(row["count"] for row in result["rows"]) == result["answered"] == len(said)


def test_each_type_of_question_is_counted_in_its_way():
    said = answers({"q0": 0, "q1": [0, 2], "q2": 5, "q3": "So"}, {"q1": [2], "q2": 2}, {"q0": 1})

    one, several, scale, text = polls.fold(POLL, said)

    assert [(row["label"], row["count"], row["percent"]) for row in one["rows"]] == [("Yes", 1, 50), ("No", 1, 50)]
    assert [row["count"] for row in several["rows"]] == [1, 0, 2]
    assert (scale["mean"], [row["count"] for row in scale["rows"]]) == (3.5, [0, 1, 0, 0, 1])
    assert text["texts"] == [{"person": 1, "words": "So"}]


def test_a_table_of_a_poll_has_words():
    assert polls.table(POLL[:2], answers({"q0": 1, "q1": [0, 2]}, {"q1": [1]})) == (
        ["Tea?", "Which?"],
        [["No", "Red; White"], ["", "Green"]],
    )


def test_ideas_that_say_the_same_stand_together():
    said = answers(
        {"idea": "Plant more trees in the yard"},
        {"idea": "plant trees in the yard, more!"},
        {"idea": "Plant more trees in the big yard"},
        {"idea": "Ban cars"},
    )

    found = ideas.fold(said, [], normalise)["groups"]

    assert [[(each["words"], each["count"]) for each in group["ideas"]] for group in found] == [
        [("Plant more trees in the yard", 3), ("Ban cars", 1)]
    ]
    assert found[0]["ideas"][0]["others"] == ["plant trees in the yard, more!", "Plant more trees in the big yard"]


@settings(max_examples=40)
@given(st.lists(st.text(alphabet="ab c", min_size=1, max_size=12), max_size=12))
def test_no_idea_is_lost_by_clustering(said):
    rows = answers(*[{"idea": each.strip() or "x"} for each in said])

    clusters = ideas.clusters_of(rows, normalise)

    assert Counter(uid for each in clusters for uid in each.uids) == Counter(str(each.uid) for each in rows)


def test_ideas_are_liked_grouped_and_hidden():
    said = answers({"idea": "Sun"}, {"idea": "Moon"}, {"idea": "Rude"})
    one, two, three = (str(each.uid) for each in said)
    moves = [
        move("like", idea=two),
        move("group", idea=one, group="Sky"),
        move("hide", idea=three),
        move("group", idea=two, group="Sky"),
        move("group", idea=two, group=""),
    ]

    found = ideas.fold(said, moves, normalise)

    assert [(group["name"], [idea["words"] for idea in group["ideas"]]) for group in found["groups"]] == [
        ("Sky", ["Sun"]),
        ("", ["Moon"]),
    ]
    assert found["groups"][1]["ideas"][0]["is_liked"]
    assert [idea["words"] for idea in found["hidden"]] == ["Rude"]


def test_a_quiz_is_counted_by_question():
    problem = {
        "key": "",
        "title": "",
        "possible": "1",
        "data": {
            "parts": [
                {
                    "question": {
                        "id": "q",
                        "type": "single",
                        "label": "2+2?",
                        "options": [{"id": "a", "html": "3"}, {"id": "b", "html": "4", "correct": True}],
                    }
                }
            ]
        },
    }
    said = [
        answer(1, 1, {"given": {"0": {"q": "b"}}, "marks": {"0": {"q": "1"}}}, Decimal(1)),
        answer(2, 2, {"given": {"0": {"q": "a"}}, "marks": {"0": {"q": "0"}}}, Decimal(0)),
    ]

    found = quizzes.fold([problem], said)

    assert (found["mean"], found["questions"][0]["percent_right"]) == (50, 50)
    assert [(row["html"], row["count"], row["is_right"]) for row in found["questions"][0]["rows"]] == [
        ("3", 1, False),
        ("4", 1, True),
    ]
    assert [each["count"] for each in found["spread"]] == [1, 0, 0, 0, 1]


def test_nothing_said_is_nothing_counted():
    assert quizzes.fold([], [])["mean"] is None
    assert ideas.fold([], [], normalise)["groups"] == []
    assert polls.fold(POLL, [])[2]["mean"] is None
