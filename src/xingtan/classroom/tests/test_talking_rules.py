"""What word clouds, discussions and who is lost come to; whatever is sent, it is kept as it should be or refused in words."""

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xingtan.activities.registry.answers import Answer, Move, Unfit
from xingtan.classroom.rules import confusion, threads, words
from xingtan.search.public import normalise

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
RUBBISH = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
TAKES = {
    "words": (lambda said: words.take(said, 3), ["words"]),
    "threads": (threads.take, ["say", "like"]),
    "confusion": (confusion.take, ["slide", "over"]),
}


def answer(number, person, payload):
    return Answer(uid=UUID(int=number), person=person, at=NOW + timedelta(seconds=number), payload=payload, score=None)


def answers(*payloads):
    return [answer(number, number, payload) for number, payload in enumerate(payloads, 1)]


def words_of(unfit):
    """Check that there are words that its facts fit into."""
    assert unfit.why % unfit.facts if unfit.facts else unfit.why


def move(do, **payload):
    return Move(do=do, at=NOW, payload=payload)


@pytest.mark.parametrize("kind", TAKES)
@settings(max_examples=60)
@given(values=st.lists(RUBBISH, min_size=2, max_size=2))
def test_rubbish_is_kept_as_json_or_refused(kind, values):
    take, names = TAKES[kind]
    try:
        kept = take(dict(zip(names, values, strict=False)))
    except Unfit as unfit:
        words_of(unfit)
    else:
        assert "\\u0000" not in json.dumps(kept)
        assert take(kept) == kept


def test_nothing_said_is_nothing_counted():
    assert words.fold([], [], normalise)["words"] == []
    assert threads.fold([], [])["posts"] == []
    assert confusion.fold([], [], 3)["lost"] == 0


def test_words_that_mean_the_same_are_one():
    said = answers({"words": ["Café", "learning"]}, {"words": ["cafe"]}, {"words": ["Learning", "CAFÉ"]})

    found = words.fold(said, [], normalise)

    assert [(each["word"], each["count"]) for each in found["words"]] == [("CAFÉ", 3), ("Learning", 2)]


def test_one_person_counts_once_for_a_word():
    assert words.fold(answers({"words": ["sun", "Sun"]}), [], normalise)["words"][0]["count"] == 1


def test_a_word_is_hidden_and_shown_again():
    said = answers({"words": ["Rude"]}, {"words": ["kind"]})
    key = words.folded("rude", normalise)

    hidden = words.fold(said, [move("hide", word=key)], normalise)
    again = words.fold(said, [move("hide", word=key), move("show", word=key)], normalise)

    assert ([each["word"] for each in hidden["words"]], hidden["hidden"][0]["word"]) == (["kind"], "Rude")
    assert len(again["words"]) == 2


@given(st.integers(1, 500), st.integers(1, 500))
def test_sizes_grow_with_counts_and_stay_six(count, highest):
    low, high = sorted((count, highest))

    assert 1 <= words.size(low, high) <= words.size(high, high) <= 6


def test_words_come_in_lines_or_between_commas():
    assert words.take({"words": "sun, moon\n星，月\nsun"}, 10) == {"words": ["sun", "moon", "星", "月"]}


def test_a_thread_counts_likes_of_others_once():
    post = str(UUID(int=1))
    said = [
        answer(1, 1, {"say": "Hello"}),
        answer(2, 1, {"like": post}),
        answer(3, 2, {"like": post}),
        answer(4, 2, {"like": post}),
        answer(5, 2, {"say": "Rude"}),
    ]

    found = threads.fold(said, [move("hide", post=str(UUID(int=5))), Move(do="say", at=NOW, payload={"say": "Hi"})])

    assert [(post["words"], post["likes"], post["lead"]) for post in found["posts"]] == [
        ("Hi", 0, True),
        ("Hello", 1, False),
    ]
    assert [post["words"] for post in found["hidden"]] == ["Rude"]


def test_who_is_lost_is_counted_by_slide():
    said = [
        answer(1, 1, {"slide": 2, "over": False}),
        answer(2, 1, {"slide": 2, "over": False}),
        answer(3, 2, {"slide": 2, "over": False}),
        answer(4, 2, {"slide": 2, "over": True}),
    ]

    found = confusion.fold(said, [move("slide", slide=2)], 3)

    assert (found["slide"], found["lost"], found["highest"]) == (2, 1, 2)
    assert [(row["slide"], row["lost"], row["now"]) for row in found["rows"]] == [(1, 0, 0), (2, 2, 1), (3, 0, 0)]


def test_a_far_slide_makes_no_long_list():
    found = confusion.fold([answer(1, 1, {"slide": 2000, "over": False})], [], 0)

    assert [row["slide"] for row in found["rows"]] == [1, 2000]
