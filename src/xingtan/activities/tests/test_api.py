"""Activities for programs, and what is kept of a person."""

import json

import pytest

from xingtan.activities import actions
from xingtan.activities.models import Activity, Response
from xingtan.activities.plugs import data
from xingtan.activities.tests import factories
from xingtan.activities.tests.test_pages import ANSWERS, TEXTS


@pytest.fixture
def base(session):
    return f"/api/v1/sessions/{session.uid}/activities"


def _send(browser, method, place, **body):
    return getattr(browser, method)(place, json.dumps(body), content_type="application/json")


@pytest.mark.parametrize("kind", TEXTS)
def test_a_whole_activity(kind, base, browse, grace, ada):
    teacher, student = browse(grace), browse(ada)

    made = _send(teacher, "post", base, kind=kind, fields=TEXTS[kind], open=True)
    assert made.status_code == 201, made.content
    one = f"{base}/{made.json()['uid']}"
    assert _send(student, "post", f"{one}/responses", answer=ANSWERS[kind]).status_code == 201
    assert student.get(one).json()["own"] is not None
    for do in ("close", "close", "show"):
        assert _send(teacher, "put", f"{one}/state", do=do).status_code == 200

    seen = student.get(one)
    assert (seen.json()["state"], seen.json()["answered"]) == ("closed", 1)
    assert '"person"' not in seen.content.decode()
    assert teacher.get(base).json()[0]["answered"] == 1


def test_what_is_right_is_not_told_while_it_is_open(base, browse, grace, ada, now):
    _send(browse(grace), "post", base, kind="quiz", fields=TEXTS["quiz"], open=True)
    actions.show_results(activity=Activity.objects.get(), now=now)

    assert "is_right" not in browse(ada).get(base).content.decode()
    assert "is_right" in browse(grace).get(base).content.decode()


def test_hidden_words_are_told_to_who_leads_only(session, base, browse, grace, ada, now):
    made = factories.opened(session, grace, now, kind="word_cloud", config={"most": 2})
    factories.say(made, ada, now, words="rude")
    actions.make_move(activity=made, do="hide", payload={"word": "rude"}, by=grace, now=now)
    actions.show_results(activity=made, now=now)

    assert browse(ada).get(base).json()[0]["results"] == {"words": [], "different": 1}
    assert browse(grace).get(base).json()[0]["results"]["hidden"]


def test_it_refuses_in_words(session, base, browse, grace, ada, now):
    teacher = browse(grace)
    assert _send(teacher, "post", base, kind="poll", fields={"title": "Tea?"}).status_code == 422
    assert _send(teacher, "post", base, kind="dance", fields={}).status_code == 404
    made = factories.opened(session, grace, now)
    assert _send(browse(ada), "post", f"{base}/{made.uid}/responses", answer={"q0": 9}).status_code == 422
    assert _send(browse(ada), "post", f"{base}/{made.uid}/responses", answer=[1]).status_code == 422
    assert _send(teacher, "put", f"{base}/{made.uid}/state", do="dance").status_code == 422


def test_nobody_else_finds_anything(session, base, browse, grace, ada, mallory, now):
    made = factories.opened(session, grace, now)
    for who in (mallory, None):
        browser = browse(who)
        assert {browser.get(place).status_code for place in (base, f"{base}/{made.uid}")} == {404}
        assert _send(browser, "post", f"{base}/{made.uid}/responses", answer={"q0": 0}).status_code == 404
    for who in (mallory, ada):
        assert _send(browse(who), "put", f"{base}/{made.uid}/state", do="close").status_code == 404
        assert _send(browse(who), "post", base, kind="poll", fields=TEXTS["poll"]).status_code == 404
        copy = _send(browse(who), "post", f"{base}/{made.uid}/copies", session=str(session.uid))
        assert copy.status_code == 404


def test_an_activity_is_copied(session, base, browse, grace, now):
    made = factories.opened(session, grace, now)

    copy = _send(browse(grace), "post", f"{base}/{made.uid}/copies", session=str(session.uid))

    assert (copy.status_code, copy.json()["state"]) == (201, "draft")


def test_what_is_kept_of_a_person_is_theirs_and_is_emptied(session, grace, ada, now):
    made = factories.opened(session, grace, now)
    factories.say(made, ada, now, q0="1")

    assert data.export(ada)["answers"][0]["answer"] == {"q0": 1}
    assert data.export(grace)["activities"][0]["title"] == "Tea or coffee?"

    data.erase(ada)
    data.erase(grace)

    assert not Response.objects.exists()
    assert Activity.objects.get().made_by is None
    assert data.export(ada)["answers"] == []
