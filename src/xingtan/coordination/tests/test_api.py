"""Programs go the same way as pages, through the same doors."""

from typing import Any

import pytest

from xingtan.catalog import public as catalog
from xingtan.coordination.models import Assignment, FollowUp, Nomination
from xingtan.coordination.tests import factories
from xingtan.people.registry import exporters

pytestmark = pytest.mark.django_db

API = "/api/v1"


@pytest.fixture
def client_of(browse):
    """Give a program that acts for a person: method, path, what it sends → status and answer."""

    def made(person=None):
        browser = browse(person)

        def call(method, path, said=None):
            answer = getattr(browser, method)(f"{API}{path}", said, content_type="application/json")
            return answer.status_code, (answer.json() if answer.content else None)

        return call

    return made


def test_a_course_goes_the_whole_way(client_of, course, kofi, coordinator, member, experts):
    carmen, uni, chen, anyone = client_of(coordinator), client_of(kofi), client_of(member), client_of()
    said = {
        "slug": "world",
        "title": {"en": "World"},
        "wanted": {"en": "Good ones"},
        "due_at": "2190-01-01T00:00:00Z",
    }
    assert uni("post", "/calls", said)[0] == 404
    assert carmen("post", "/calls", {**said, "zone": "Mars"})[0] == 422
    assert carmen("post", "/calls", said)[0] == 201
    assert carmen("post", "/calls/world/steps", {"move": "fly"})[0] == 422
    assert carmen("post", "/calls/world/steps", {"move": "open"})[1]["state"] == "open"
    assert uni("post", "/calls/world/parties", {"university": "bamboo", "tier": "lead"})[0] == 422
    status, party = uni("post", "/calls/world/parties", {"university": "apricot", "tier": "lead"})
    assert (status, party["tier"]) == (201, "lead")

    task = {"title": {"en": "Caption"}, "quota": 3}
    assert uni("post", "/calls/world/tasks", task)[0] == 404
    made = carmen("post", "/calls/world/tasks", task)[1]
    assert (made["parties"], made["wanted"]) == (1, 3)
    evidence = f"/tasks/{made['uid']}/evidence"
    assert uni("post", evidence, {"party": party["uid"], "count": 2, "link": "javascript:x"})[0] == 422
    given = uni("post", evidence, {"party": party["uid"], "count": 2, "link": "https://x.org/"})[1]
    assert carmen("put", f"/evidence/{given['uid']}/check", {"is_accepted": True})[0] == 204
    assert uni("get", evidence)[1][0]["is_accepted"] is True
    assert uni("get", "/calls/world/tasks")[1][0]["done"] == 2

    offered = {"call": "world", "course": str(course.uid), "statement": "Good"}
    assert carmen("post", "/nominations", offered)[0] == 403
    nomination = uni("post", "/nominations", offered)[1]
    assert nomination["moves"] == ["withdraw"]
    path = f"/nominations/{nomination['uid']}"
    assert carmen("get", path)[1]["moves"] == ["confirm", "send_back"]
    assert carmen("post", f"{path}/steps", {"move": "publish"})[0] == 422
    assert carmen("post", f"{path}/steps", {"move": "confirm"})[1]["state"] == "in_review"
    for expert in experts:
        asked = carmen("post", f"{path}/experts", {"email": expert.email})[1]
        assert client_of(expert)("get", "/me/reviews")[1][0]["uid"] == asked["uid"]
        review = {"marks": factories.MARKS, "comment": "Good", "recommendation": "accept"}
        assert uni("post", f"/reviews/{asked['uid']}", review)[0] == 404
        assert client_of(expert)("post", f"/reviews/{asked['uid']}", review)[0] == 204
    for by, move, state in (
        (carmen, "close_review", "to_decide"),
        (chen, "accept", "accepted"),
        (carmen, "publish", "selected"),
    ):
        assert by("post", f"{path}/steps", {"move": move, "reason": "So"})[1]["state"] == state
    assert carmen("post", f"{path}/follow-ups", {"about": "Look", "due_on": "2021-01-01"})[0] == 204
    follow = FollowUp.objects.get().uid
    assert uni("post", f"/follow-ups/{follow}/report", {"note": "In twelve countries"})[0] == 204
    assert uni("post", f"/follow-ups/{follow}/report", {"note": "Again"})[0] == 422
    assert [each["move"] for each in uni("get", path)[1]["steps"]][-1] == "publish"
    assert uni("get", "/me/nominations?state=selected&call=world")[1][0]["uid"] == nomination["uid"]

    told = anyone("get", "/calls/world")[1]
    assert [each["course"] for each in told["selected"]] == [str(course.uid)]
    assert {each["name"]: each["value"] for each in told["counts"]}["selected"] == 1


def test_draft_is_not_told(client_of, coordinator):
    said = {"slug": "world", "title": {"en": "World"}, "wanted": {"en": "Good ones"}}
    client_of(coordinator)("post", "/calls", said)

    assert client_of()("get", "/calls")[1] == []
    assert client_of()("get", "/calls/world")[0] == 404
    assert len(client_of(coordinator)("get", "/calls")[1]) == 1


def test_call_is_described_again(client_of, call, coordinator, kofi):
    path, said = f"/calls/{call.slug}", {"title": {"en": "Summer", "fr": "Été"}, "wanted": {"en": "Other ones"}}
    criteria = [{"key": "depth", "name": {"en": "Depth"}}]

    assert client_of(kofi)("put", path, said)[0] == client_of(kofi)("put", f"{path}/criteria", criteria)[0] == 404
    assert client_of(coordinator)("put", path, {**said, "zone": "Mars"})[0] == 422
    assert client_of(coordinator)("put", path, said)[1]["title"] == said["title"]
    assert client_of(coordinator)("put", f"{path}/criteria", criteria * 2)[0] == 422
    assert client_of(coordinator)("put", f"{path}/criteria", criteria)[0] == 204
    assert [each.key for each in call.criteria.all()] == ["depth"]


def test_hidden_course_of_another_university_is_not_nominated(client_of, call, course, kofi_of_bamboo):
    catalog.withdraw_course(course=course, by=None)
    offered = {"call": call.slug, "course": str(course.uid), "statement": "Good"}

    assert client_of(kofi_of_bamboo)("post", "/nominations", offered)[0] == 404
    assert not Nomination.objects.exists()


def test_expert_is_let_go(client_of, at, coordinator, experts, mallory, now):
    assignment = factories.asked(at("in_review"), coordinator, experts[0], now)
    path = f"/reviews/{assignment.uid}/release"

    assert client_of(mallory)("post", path, {"reason": "x"})[0] == 404
    assert client_of(experts[0])("post", path, {"reason": "I know them"})[0] == 204
    assert not Assignment.objects.open_or_done().exists()


def test_adoption_needs_a_teacher_for_credit(client_of, course, kofi_of_bamboo, kofi, grace):
    uni, path = client_of(kofi_of_bamboo), "/universities/bamboo/adoptions"
    adopt = {"course": str(course.uid), "credits": "3.0"}

    assert client_of(kofi)("post", path, adopt)[0] == 404
    assert uni("post", path, adopt)[1]["rule"] == "NoResponsibleTeacher"
    made = uni("post", path, {**adopt, "responsible": grace.email})[1]
    assert (made["exam_owner"], made["credits"]) == ("bamboo", "3.0")
    assert uni("put", f"/adoptions/{made['uid']}", {"credits": "3.0"})[0] == 422
    assert uni("put", f"/adoptions/{made['uid']}", {"responsible": grace.email})[1]["credits"] is None
    assert len(uni("get", path)[1]) == 1
    assert uni("post", f"/adoptions/{made['uid']}/end", {"reason": "x"})[0] == 204
    assert uni("post", f"/adoptions/{made['uid']}/end", {"reason": "x"})[0] == 404


def test_experience_is_told_and_published(client_of, kofi, coordinator, mallory):
    said: dict[str, Any] = {name: {"en": name} for name in ("title", "context", "case", "evidence")}
    said |= {"licence": "CC0-1.0", "tags": [" Radio ", "radio"]}

    assert client_of()("post", "/experiences", said)[0] == 401
    assert client_of(mallory)("post", "/experiences", said)[0] == 404
    assert client_of(kofi)("post", "/experiences", {**said, "title": {}})[0] == 422
    made = client_of(kofi)("post", "/experiences", said)[1]
    assert (made["tags"], made["languages"], made["state"]) == (["radio"], ["en"], "submitted")
    path = f"/experiences/{made['slug']}"
    assert client_of()("get", path)[0] == 404
    assert client_of(kofi)("post", f"{path}/steps", {"move": "publish"})[0] == 403
    assert client_of(coordinator)("post", f"{path}/steps", {"move": "publish"})[0] == 200
    assert client_of()("get", path)[1]["title"] == {"en": "title"}
    assert client_of()("get", "/experiences")[1]["count"] == 1
    assert client_of(mallory)("put", path, said)[0] == 404
    assert client_of(kofi)("put", path, {**said, "title": {"en": "Better"}})[1]["state"] == "submitted"
    assert client_of()("get", "/experiences")[1]["count"] == 0


def test_export_gives_what_one_did(at, kofi, coordinator, experts):
    at("selected")

    assert [each["move"] for each in exporters["coordination"](kofi)["steps"]] == ["nominate"]
    assert len(exporters["coordination"](coordinator)["steps"]) == 3
    assert exporters["coordination"](experts[0])["reviews"][0]["marks"] == factories.MARKS
