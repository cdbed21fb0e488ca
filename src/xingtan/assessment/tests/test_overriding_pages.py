"""The pages and the API of scores that teachers give."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from xingtan.assessment import actions, queries
from xingtan.assessment.models import Override
from xingtan.assessment.rules import reading
from xingtan.assessment.tests.factories import ONE, course, place, problem, run_of
from xingtan.catalog import public as catalog
from xingtan.learning import public as learning


@pytest.fixture
def teacher(run, grace, now):
    catalog.give_course_role(person=grace, course=run.course, role="teacher", by=None, now=now)
    return grace


@pytest.fixture
def scores(run, enrollment):
    return f"{run.get_absolute_url()}learners/{enrollment.uid}/scores/"


@pytest.fixture
def api(run, enrollment):
    return f"/api/v1{run.get_absolute_url()}learners/{enrollment.uid}/scores"


def words(response: Any, path: str = "//main") -> str:
    page: Any = html.fromstring(response.content.decode())
    return " ".join(" ".join(" ".join(each.itertext()) for each in page.xpath(path)).split())


def field(response: Any, name: str) -> str:
    page: Any = html.fromstring(response.content.decode())
    return str(page.xpath(f"//input[@name='{name}']/@value")[0])


def test_a_teacher_gives_a_score_and_both_see_it(browse, teacher, ada, enrollment, run, scores):
    grace = browse(teacher)
    page = grace.get(f"{scores}one/")
    sent = {"points": "1", "reason": "Shown on paper", "seen": field(page, "seen")}

    assert grace.post(f"{scores}one/", sent).status_code == 303

    assert "by a teacher" in words(grace.get(scores))
    assert "Shown on paper" in words(grace.get(f"{scores}one/"))
    own = browse(ada)
    assert "Shown on paper" in words(own.get(f"{run.get_absolute_url()}progress/"), "//section[@id='scores']")
    unit = words(own.get(f"{run.get_absolute_url()}units/unit/"))
    assert "A teacher gave a score here" in unit
    assert "given by a teacher" in unit
    assert "*" in words(grace.get(f"{run.get_absolute_url()}scores/"), "//td//abbr")


def test_it_is_taken_back_and_both_still_see_it(browse, teacher, ada, enrollment, run, scores):
    grace = browse(teacher)
    grace.post(f"{scores}one/", {"points": "1", "reason": "Shown on paper"})
    seen = {"reason": "Not hers", "seen": field(grace.get(f"{scores}one/"), "seen")}
    # Without what was seen it is not known what stands, so the empty one is refused as outdated.
    assert not Override.objects.exists()
    grace.post(f"{scores}one/", {**seen, "points": "1"})
    seen["seen"] = field(grace.get(f"{scores}one/"), "seen")

    assert grace.post(f"{scores}one/restoring/", seen).status_code == 303

    told = words(browse(ada).get(f"{run.get_absolute_url()}progress/"), "//section[@id='scores']")
    assert "taken back" in told
    assert "A teacher gave" not in words(browse(ada).get(f"{run.get_absolute_url()}units/unit/"))
    assert Override.objects.count() == 2


def test_two_at_once_are_told(browse, teacher, kofi, enrollment, scores):
    first, second = browse(teacher), browse(kofi)
    seen = field(second.get(f"{scores}one/"), "seen")
    first.post(f"{scores}one/", {"points": "1", "reason": "First words", "seen": seen})

    refused = second.post(f"{scores}one/", {"points": "0", "reason": "Second words", "seen": seen})

    assert refused.status_code == 422
    assert "was changed while you were writing" in words(refused)
    assert "First words" in words(refused)
    assert "Second words" in refused.content.decode()
    again = {"points": "0", "reason": "Second words", "seen": field(refused, "seen")}
    assert second.post(f"{scores}one/", again).status_code == 303


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"points": "", "reason": ""},
        {"points": "2", "reason": "Too many"},
        {"points": "-1", "reason": "Too few"},
        {"points": "NaN", "reason": "None"},
        {"points": "1e9999999", "reason": "Huge"},
        {"points": "one", "reason": "Words"},
        {"points": "1", "reason": "\u200f\u202e"},
        {"points": "1", "reason": "x" * 10_000},
        {"points": "1", "reason": "Fine", "seen": "x" * 1000},
    ],
)
def test_rubbish_is_refused_in_words(browse, teacher, enrollment, scores, sent):
    response = browse(teacher).post(f"{scores}one/", sent)

    assert response.status_code == 422
    assert not Override.objects.exists()
    assert browse(teacher).post(f"{scores}one/restoring/", sent).status_code == 422


@pytest.mark.parametrize("part", ["nothing", "words", "part", "x" * 500])
def test_what_gives_no_points_is_not_there(browse, teacher, enrollment, scores, part):
    assert browse(teacher).get(f"{scores}{part}/").status_code == 404


def test_strangers_and_learners_find_nothing(browse, mallory, ada, enrollment, scores, api):
    for person in (mallory, ada):
        client = browse(person)
        for address in (scores, f"{scores}one/", api, f"{api}/one"):
            assert client.get(address).status_code == 404
        assert client.post(f"{scores}one/", {"points": "1", "reason": "Please"}).status_code == 404
        assert client.post(f"{scores}one/restoring/", {"reason": "Please"}).status_code == 404
    assert not Override.objects.exists()


def test_an_assistant_sees_scores_and_changes_none(browse, run, grace, enrollment, scores, now):
    catalog.give_course_role(person=grace, course=run.course, role="assistant", by=None, now=now)
    client = browse(grace)

    assert client.get(scores).status_code == 200
    assert html.fromstring(client.get(scores).content.decode()).xpath("//table//a") == []
    assert client.get(f"{scores}one/").status_code == 404


def test_one_who_teaches_and_learns_sees_why_not(browse, run, teacher, now):
    own = place(run, teacher, now)
    address = f"{run.get_absolute_url()}learners/{own.uid}/scores/one/"

    assert "your own place" in words(browse(teacher).get(address))
    assert browse(teacher).post(address, {"points": "1", "reason": "Me"}).status_code == 422


@pytest.mark.parametrize("count", [1, 3])
def test_scores_take_so_many_queries(browse, apricot, kofi, ada, now, count):
    version = course(apricot, *(problem(f"p{number}", ONE) for number in range(count)))
    run = run_of(version, now)
    enrollment = place(run, ada, now)
    for number in range(count):
        actions.answer(
            enrollment=enrollment,
            key=f"p{number}",
            problem=reading.read(ONE),
            version=version,
            given={"q1": "bear"},
            now=now,
        )
        learning.correct_results(
            enrollment=enrollment, scores={f"p{number}": (Decimal(1), Decimal(1))}, by=kofi, now=now
        )
        Override.objects.create(
            enrollment=enrollment, part=f"p{number}", score=1, possible=1, by=kofi, at=now, reason="Fine"
        )
    client = browse(kofi)
    address = f"{run.get_absolute_url()}learners/{enrollment.uid}/scores/"
    client.get(address)

    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200

    assert len(asked) == 11


def test_programs_do_the_same(browse, teacher, ada, run, enrollment, api):
    client = browse(teacher)
    one = client.get(f"{api}/one").json()
    assert (one["level"], one["points"], one["is_given_by_a_teacher"]) == ("problem", None, False)

    def send(address: str, **body: Any) -> Any:
        return client.post(address, json.dumps(body), content_type="application/json")

    made = send(f"{api}/one/overrides", points="1", reason="Shown", seen=one["seen"])
    late = send(f"{api}/one/overrides", points="0", reason="Late", seen=one["seen"])
    many = send(f"{api}/one/overrides", points="2", reason="Many")
    assert (made.status_code, late.status_code, many.status_code) == (201, 422, 422)
    assert client.get(api).json()["problems"][1]["is_given_by_a_teacher"] is True
    odd = send(f"{api}/every/overrides", points="1", reason="Two\x00 words\ud800\u202e")
    assert odd.status_code in (201, 400)
    own = browse(ada).get(f"/api/v1{run.get_absolute_url()}overrides").json()
    assert [(each["part"], each["points"], each["reason"]) for each in own][-1] == ("one", "1", "Shown")
    assert send(f"{api}/one/restoring", reason="Back").status_code == 201
    assert queries.stands_of(enrollment, ["one"]) == {}
    assert send(f"{api}/one/restoring", reason="Back").status_code == 422
