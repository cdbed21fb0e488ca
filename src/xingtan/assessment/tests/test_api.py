"""The API: the same doors and deeds as the pages."""

import pytest

from xingtan.assessment import actions
from xingtan.assessment.models import Attempt
from xingtan.assessment.rules import reading
from xingtan.assessment.tests.factories import EVERY_KIND, ONE, RIGHT


@pytest.fixture
def url(run):
    return f"/api/v1{run.get_absolute_url()}blocks"


def post(browser, address, answer):
    return browser.post(address, {"answer": answer}, content_type="application/json")


def test_problem_is_told_without_answers(browse, ada, enrollment, url):
    found = browse(ada).get(f"{url}/every/problem").json()

    assert [question["type"] for question in found["questions"]] == [
        "single", "multiple", "dropdown", "numeric", "text", "formula", "text"
    ]  # fmt: skip
    assert found["questions"][0]["options"] == [{"id": "wolf", "html": "Wolf"}, {"id": "bear", "html": "Bear"}]
    assert (found["questions"][3]["units"], found["questions"][5]["variables"]) == (["m", "cm"], ["x"])
    assert (found["possible"], found["attempts"], found["attempts_left"]) == ("7", 3, 3)
    assert "correct" not in str(found)


def test_answer_is_judged_and_listed(browse, ada, enrollment, url):
    browser = browse(ada)

    made = post(browser, f"{url}/every/attempts", {**RIGHT, "q1": "bear"})
    listed = browser.get(f"{url}/every/attempts").json()

    assert made.status_code == 201
    assert [(each["number"], each["score"], each["possible"], each["shares"]["q1"]) for each in listed] == [
        (1, "6.0000", "7.0000", "0")
    ]
    assert browser.get(f"{url}/every/problem").json()["attempts_left"] == 2


def test_only_what_answers_a_question_is_kept(browse, ada, enrollment, url):
    given = {**RIGHT, "q2": ["two"] * 500, "more": "x" * 500}

    assert post(browse(ada), f"{url}/every/attempts", given).json()["answer"] == {**RIGHT, "q2": ["two"]}


def test_answer_that_cannot_be_read_says_why(browse, ada, enrollment, url):
    response = post(browse(ada), f"{url}/every/attempts", {**RIGHT, "q4": "2", "q1": []})

    assert response.status_code == 422
    assert response.json()["rule"] == "AnswerUnreadable"
    assert response.json()["reasons"] == {
        "q1": "This is not answered yet.",
        "q4": "Write the unit too. Use one of: m, cm.",
    }


def test_attempts_end(browse, ada, enrollment, url):
    browser = browse(ada)

    answers = [post(browser, f"{url}/one/attempts", {"q1": "bear"}).status_code for _ in range(3)]

    assert answers == [201, 201, 422]


@pytest.mark.parametrize("sent", [{}, {"answer": 1}, {"answer": {"q1": {"a": 1}}}, {"answer": {"q1": None}}])
def test_strange_body_is_refused(browse, ada, enrollment, url, sent):
    response = browse(ada).post(f"{url}/one/attempts", sent, content_type="application/json")

    assert response.status_code == 422
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("path", ["one/problem", "one/attempts"])
def test_strangers_find_nothing(browse, mallory, kofi, enrollment, url, path):
    assert [browse(person).get(f"{url}/{path}").status_code for person in (None, mallory, kofi)] == [404] * 3


@pytest.mark.parametrize("key", ["none", "week", "words"])
def test_what_is_no_problem_is_not_there(browse, ada, enrollment, url, key):
    assert browse(ada).get(f"{url}/{key}/problem").status_code == 404


def test_faulty_problem_is_not_there(browse, ada, enrollment, url, monkeypatch):
    def faulty(block, language):
        raise reading.ProblemFaulty([])

    monkeypatch.setattr("xingtan.assessment.queries.problem_of", faulty)

    assert browse(ada).get(f"{url}/one/problem").status_code == 404


def test_scores_are_for_those_who_teach(browse, ada, kofi, mallory, enrollment, run, version, now):
    data = {"key": "one", "problem": reading.read(ONE), "version": version, "given": {"q1": "wolf"}, "now": now}
    actions.answer(enrollment=enrollment, **data)
    address = f"/api/v1{run.get_absolute_url()}scores"

    found = browse(kofi).get(address).json()

    assert found["units"] == [{"key": "unit", "title": {"en": "Unit"}, "possible": "8"}]
    assert found["learners"] == [
        {
            "learner": str(enrollment.uid),
            "name": "Ada Lovelace",
            "email": "ada@example.org",
            "grade_percent": "12.5",
            "points": "1",
            "earned": ["1"],
            "given_by_a_teacher": [False],
        }
    ]
    assert [browse(person).get(address).status_code for person in (None, ada, mallory)] == [404] * 3


def test_every_kind_is_what_the_tests_think():
    assert reading.check(EVERY_KIND) == []
