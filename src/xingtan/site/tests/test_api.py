"""The API: one way in, one way to say no, the same doors as the pages."""

import json

import pytest

from xingtan.catalog.tests import factories
from xingtan.people.public import make_key
from xingtan.site.api import api

pytestmark = pytest.mark.django_db


@pytest.fixture
def key(ada, now):
    return make_key(person=ada, label="test", now=now)[1]


def with_key(key):
    return {"Authorization": f"Bearer {key}"}


def test_key_opens_what_its_owner_may_do(client, key, ada):
    assert client.get("/api/v1/me", headers=with_key(key)).json()["email"] == ada.email


def test_no_key_and_a_wrong_key_are_refused(client, key):
    assert client.get("/api/v1/me").status_code == 401
    assert client.get("/api/v1/me", headers=with_key("xt_wrong")).status_code == 401
    assert client.get("/api/v1/courses", headers=with_key("xt_wrong")).status_code == 401


def test_anyone_lists_courses_and_a_stranger_finds_no_draft(client, apricot, key, relay):
    factories.published(apricot)
    factories.draft(apricot, "secret")
    relay()

    listed = client.get("/api/v1/courses").json()
    assert [each["slug"] for each in listed["courses"]] == ["maps"]
    assert client.get("/api/v1/courses/apricot/maps").json()["title"] == {"en": "Maps"}
    hidden = client.get("/api/v1/courses/apricot/secret", headers=with_key(key))
    absent = client.get("/api/v1/courses/apricot/absent", headers=with_key(key))
    assert (hidden.status_code, hidden.content) == (404, absent.content)


def test_a_browsers_sign_in_needs_its_token_to_change_anything(ada):
    from django.test import Client

    browser = Client(enforce_csrf_checks=True)
    browser.force_login(ada, backend="django.contrib.auth.backends.ModelBackend")

    said = json.dumps({"name": "Somebody else"})
    assert browser.put("/api/v1/me", said, content_type="application/json").status_code == 401
    ada.refresh_from_db()
    assert ada.name == "Ada Lovelace"


def test_profile_is_changed_and_rubbish_refused(client, key, ada):
    put = {"content_type": "application/json", "headers": with_key(key)}

    assert client.put("/api/v1/me", json.dumps({"name": "Augusta", "zone": "Asia/Shanghai"}), **put).status_code == 200
    refused = client.put("/api/v1/me", json.dumps({"name": "Augusta", "zone": "Mars/Olympus"}), **put)
    assert (refused.status_code, refused.json()["rule"]) == (422, "NotAProfile")


def test_teacher_opens_a_run_and_an_administrator_publishes(client, apricot, kofi, now):
    kofis = make_key(person=kofi, label="", now=now)[1]
    course = factories.draft(apricot)
    said = {"content_type": "application/json", "headers": with_key(kofis)}

    assert client.put("/api/v1/courses/apricot/maps/publication", **said).status_code == 204
    assert client.post("/api/v1/courses/apricot/maps/runs", json.dumps({"places": 3}), **said).status_code == 201
    refused = client.post("/api/v1/courses/apricot/maps/runs", json.dumps({"zone": "Mars"}), **said)
    assert refused.status_code == 422
    assert course.runs.get().places == 3


def test_every_operation_answers_a_stranger_without_failing(client, key, apricot):
    """Mallory's walk over the API: 401, 404, 405 or 422, and 200 only for what is anyone's."""
    open_to_all = {
        f"/api/v1/{name}"
        for name in (
            "calls",
            "census/figures",
            "census/measures",
            "census/publications",
            "counts",
            "courses",
            "experiences",
            "platforms",
            "programmes",
            "releases",
            "solutions",
            "solution-categories",
            "subjects",
            "suggestions",
            "universities",
        )
    }
    for path, methods in api.get_openapi_schema()["paths"].items():
        address = path
        for part in ("university", "course", "run", "unit", "thread", "job", "ticket", "notice", "code", "membership"):
            address = address.replace(
                f"{{{part}}}",
                "01a1ffef-8847-7a55-afbf-9e8ba633e906" if part in {"run", "thread", "job", "ticket", "notice"} else "7",
            )
        address = address.replace("{number}", "1").replace("{learner}", "01a1ffef-8847-7a55-afbf-9e8ba633e906")
        for method in methods:
            answer = client.generic(method.upper(), address, "{}", content_type="application/json")
            allowed = {200} if method == "get" and path in open_to_all else {401, 404, 405, 422}
            assert answer.status_code in allowed, (method, path, answer.status_code)


def test_page_for_programs_lists_every_operation(client):
    shown = client.get("/api/").text

    assert "PUT /api/v1/me" in shown
