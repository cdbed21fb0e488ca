"""What assessment plugs into other rooms: the kind, the player's edges, a person's data."""

from decimal import Decimal

import pytest
from django.test import RequestFactory

from xingtan.assessment import actions, queries
from xingtan.assessment.models import Attempt
from xingtan.assessment.plugs.data import erase, export
from xingtan.assessment.plugs.kind import ProblemKind
from xingtan.assessment.plugs.player import ProblemPlayer
from xingtan.assessment.rules import reading
from xingtan.assessment.tests.factories import EVERY_KIND, ONE, RIGHT, SINGLE
from xingtan.authoring.registry import kinds
from xingtan.authoring.registry.bundle import BundleBlock
from xingtan.authoring.registry.kinds import Reading
from xingtan.learning.registry import players
from xingtan.learning.registry.players import Mode, Study

DIGEST = "a" * 64


def read(data, language="en"):
    block = BundleBlock(key="b", kind="problem", title={"en": "B"}, data=data)
    return str(ProblemKind().read(block, Reading(language=language, address=lambda digest, name: f"/f/{name}")))


def test_kind_and_player_are_registered():
    assert isinstance(kinds.named("problem"), ProblemKind)
    assert isinstance(players.of("problem"), ProblemPlayer)


def test_kind_reads_without_answers():
    shown = read({**EVERY_KIND, "parts": [*EVERY_KIND["parts"], {"html": f'<img src="file:{DIGEST}/fern.png">'}]})

    assert "Which animal?" in shown
    assert '<img src="/f/fern.png">' in shown
    assert not [word for word in ("<form", "<button", "Because", "It nursed them", "bamboo") if word in shown]


def test_mathematics_in_a_problem_is_drawn():
    assert "<math" in read({"parts": [{"html": r"<p>\(x^2\)</p>"}, {"question": SINGLE}]})


def test_kind_speaks_of_faults_and_points():
    kind = ProblemKind()

    assert kind.check({"parts": []}) == ["parts: A problem has at least one question."]
    assert kind.graded
    assert [kind.possible(EVERY_KIND), kind.possible({})] == [Decimal(7), Decimal(0)]
    assert "cannot be shown" in read({})


def test_kind_cleans_every_piece_of_html():
    hostile = "<p onclick=x()>Hi<script>alert(1)</script></p>"
    question = {
        "id": "q", "type": "single", "label": hostile, "help": hostile, "feedback_right": hostile, "feedback_wrong": hostile,
        "options": [{"id": "a", "html": hostile, "feedback": hostile, "feedback_unchosen": hostile, "correct": True}],
        "combined": [{"chosen": ["a"], "html": hostile}],
    }  # fmt: skip
    texts = {"id": "t", "type": "text", "accept": ["<b>"], "remarks": [{"match": "<i>", "html": hostile}]}
    data = {
        "parts": [{"html": hostile}, {"question": question}, {"question": texts}],
        "hints": [hostile],
        "explanation": hostile,
        "in": {"fr": {"hints": [hostile], "parts": [{"html": hostile}, {"question": {**question}}]}},
    }

    cleaned = ProblemKind().clean(data)

    assert "script" not in str(cleaned)
    assert "onclick" not in str(cleaned)
    assert cleaned["parts"][2]["question"]["accept"] == ["<b>"]
    assert cleaned["parts"][2]["question"]["remarks"][0]["match"] == "<i>"


def study_of(**facts):
    told = {
        "mode": Mode.PREVIEW,
        "course": None,
        "run": None,
        "version": None,
        "enrollment": None,
        "language": "en",
        "now": None,
    }
    return Study(**{**told, "base": "/c/", "address": lambda digest, name: f"/f/{name}", **facts})


def drawn(data, **facts):
    block = BundleBlock(key="b", kind="problem", title={}, data=data)
    return str(ProblemPlayer().render(RequestFactory().get("/"), block, None, study_of(**facts)))


def test_player_says_that_a_problem_is_faulty():
    assert "cannot be shown" in drawn({})


def test_player_leads_to_files_and_places_of_the_course():
    html = f'<a href="file:{DIGEST}/notes.pdf">notes</a> <a href="course:two">two</a> <a href="course:">all</a>'
    shown = drawn({"parts": [{"html": html}, {"question": SINGLE}]})

    assert '<a href="/f/notes.pdf">notes</a> <a href="/c/units/two/">two</a> <a href="/c/">all</a>' in shown


def test_player_loads_nothing_for_a_visitor():
    assert ProblemPlayer().load([], study_of()) == {}


def test_options_are_shuffled_for_each_learner(enrollment):
    options = [{"id": name, "html": name, "correct": True} for name in "abcdefgh"]
    data = {"parts": [{"question": {"id": "q", "type": "single", "options": options}}], "shuffle": True}

    orders = [
        [part.split('"')[0] for part in drawn(data, enrollment=each).split('value="')[1:]]
        for each in (enrollment, enrollment, None)
    ]

    assert orders[0] == orders[1] != orders[2]
    assert sorted(orders[0]) == sorted(orders[2]) == list("abcdefgh")


def test_problems_are_remembered_by_their_digest(monkeypatch):
    class Written:
        data = ONE
        digest = "d"

    monkeypatch.setattr(queries.problems, "_problems", {})
    monkeypatch.setattr(queries.problems, "_KEPT", 2)

    first = queries.problem_of(Written(), "en")

    assert queries.problem_of(Written(), "en") is first
    assert [queries.problem_of(Written(), language) for language in ("fr", "ar")] == [first, first]
    assert len(queries.problems._problems) == 1


@pytest.fixture
def answered(enrollment, version, now):
    return actions.answer(
        enrollment=enrollment, key="every", problem=reading.read(EVERY_KIND), version=version, given=RIGHT, now=now
    )


def test_person_takes_their_answers_along(ada, mallory, answered, enrollment, now):
    assert export(ada) == {
        "attempts": [
            {
                "enrollment": str(enrollment.uid),
                "problem": "every",
                "attempt": 1,
                "answered_at": now.isoformat(),
                "answer": RIGHT,
                "score": "7.0000",
                "possible": "7.0000",
            }
        ],
        "scores_from_teachers": [],
        "scores_given": [],
    }
    assert export(mallory) == {"attempts": [], "scores_from_teachers": [], "scores_given": []}


def test_erasure_takes_the_words_and_leaves_the_counts(ada, answered):
    erase(ada)
    erase(ada)

    assert Attempt.objects.values_list("answer", "marks", "score").get() == ({}, {}, Decimal(7))
