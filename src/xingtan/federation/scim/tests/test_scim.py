"""A directory pushes people and groups, changes them, lets them go, and finds them again."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from xingtan.federation.scim import actions, rules
from xingtan.federation.scim.models import Key
from xingtan.learning import public as learning
from xingtan.people import public as people
from xingtan.people.registry import erasers, exporters
from xingtan.rosters import public as rosters
from xingtan.universities import public as universities

pytestmark = pytest.mark.django_db
URL = "/scim/v2/apricot"
MEI = {
    "schemas": [rules.USER],
    "userName": "mei@apricot.example",
    "externalId": "M1",
    "name": {"givenName": "Mei", "familyName": "Li"},
    "password": "not to be read",
    "active": True,
}


class Directory:
    """A program with a key."""

    def __init__(self, key: str) -> None:
        self.client, self.headers = Client(), {"Authorization": f"Bearer {key}"}

    def __call__(self, method: str, path: str, said: Any = None) -> tuple[int, Any]:
        body = said if isinstance(said, str | bytes) else json.dumps(said)
        answer = self.client.generic(
            method,
            URL + path,
            body if said is not None else "",
            content_type="application/scim+json",
            headers=self.headers,
        )
        return answer.status_code, json.loads(answer.content) if answer.content else None


@pytest.fixture
def push(apricot, kofi, now):
    return Directory(actions.make_key(university=apricot, label="Entra", by=kofi, now=now)[1])


def operations(*every: dict[str, Any]) -> dict[str, Any]:
    return {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": list(every)}


def test_person_is_pushed_changed_and_let_go(push, apricot):
    status, made = push("POST", "/Users", MEI)
    mei = people.Person.objects.get(email="mei@apricot.example")
    assert (status, made["id"], made["active"], mei.name, mei.has_usable_password()) == (
        201,
        str(mei.uid),
        True,
        "Mei Li",
        False,
    )
    assert push("POST", "/Users", MEI)[0] == 409
    _status, group = push("POST", "/Groups", {"displayName": "Optics A", "members": [{"value": str(mei.uid)}]})
    assert [each["value"] for each in group["members"]] == [str(mei.uid)]
    assert learning.Enrollment.objects.current().filter(learner=mei).count() == 1

    status, told = push("PATCH", f"/Users/{mei.uid}", operations({"op": "Replace", "path": "active", "value": False}))

    mei.refresh_from_db()
    assert (status, told["active"], mei.is_active) == (200, False, True)
    assert learning.Enrollment.objects.filter(learner=mei).count() == 1
    assert not learning.Enrollment.objects.current().filter(learner=mei).exists()
    assert push("GET", f"/Users/{mei.uid}")[1]["active"] is False
    assert (
        push("PATCH", f"/Users/{mei.uid}", operations({"op": "replace", "value": {"active": True}}))[1]["active"]
        is True
    )
    assert learning.Enrollment.objects.current().filter(learner=mei).count() == 1
    assert push("DELETE", f"/Users/{mei.uid}")[0] == 204
    assert people.Person.objects.filter(pk=mei.pk, is_active=True).exists()


def test_members_come_and_go(push):
    ids = [push("POST", "/Users", {"userName": f"u{number}@apricot.example"})[1]["id"] for number in range(3)]
    _status, group = push("POST", "/Groups", {"displayName": "Optics A", "externalId": "G1"})

    added = {"op": "add", "path": "members", "value": [{"value": each} for each in ids]}
    _status, group = push("PATCH", f"/Groups/{group['id']}", operations(added))
    assert {each["value"] for each in group["members"]} == set(ids)
    removed = {"op": "remove", "path": f'members[value eq "{ids[0]}"]'}
    _status, group = push("PATCH", f"/Groups/{group['id']}", operations(removed))
    assert {each["value"] for each in group["members"]} == set(ids[1:])
    assert learning.Enrollment.objects.current().count() == 2
    assert push("DELETE", f"/Groups/{group['id']}")[0] == 204
    assert (learning.Enrollment.objects.count(), learning.Enrollment.objects.current().count()) == (3, 0)


def test_staff_serve_the_university(push, apricot):
    push("POST", "/Users", {**MEI, "userType": "Faculty"})

    assert universities.Membership.objects.filter(person__email="mei@apricot.example", role="staff").exists()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ('userName eq "u1@apricot.example"', 1),
        ('externalId eq "U2@APRICOT.example"', 1),
        ('emails.value co "apricot" and not (userName sw "u0")', 2),
        ('emails[value eq "x"]', 0),
        ('emails[value eq "x"', None),
        ('userName eq "u0@apricot.example" or userName eq "u1@apricot.example"', 2),
        ("active eq true", 3),
        ("title pr", 0),
        ('userName eq "', None),
        ("((((", None),
        ("userName", None),
    ],
)
def test_people_are_found(push, words, found):
    for number in range(3):
        push("POST", "/Users", {"userName": f"u{number}@apricot.example"})

    answer = push.client.get(f"{URL}/Users", {"filter": words}, headers=push.headers)

    assert answer.status_code == (400 if found is None else 200)
    if found is not None:
        assert answer.json()["totalResults"] == found


def test_people_are_told_in_pages(push):
    for number in range(3):
        push("POST", "/Users", {"userName": f"u{number}@apricot.example"})

    _status, page = push("GET", "/Users?startIndex=2&count=1")

    assert (page["totalResults"], page["startIndex"], page["itemsPerPage"]) == (3, 2, 1)
    assert page["Resources"][0]["userName"] == "u1@apricot.example"


@pytest.mark.parametrize(
    "said",
    [
        "",
        "[]",
        "{",
        "{}",
        '{"userName": 7}',
        '{"userName": "\\u0000"}',
        '{"emails": [{"value": "x"}]}',
        b"\xff\xfe",
        '{"userName": "a", "name": []}',
        '{"userName": "\\ud800"}',
    ],
)
def test_rubbish_is_refused(push, said):
    status, _told = push("POST", "/Users", said)

    assert status in (201, 400)
    assert push("PATCH", "/Groups/1", said)[0] == 404


@pytest.mark.parametrize("path", ["/Users", "/Groups", "/Users/x", "/Groups/x", "/ServiceProviderConfig"])
def test_nobody_without_the_key_finds_anything(push, apricot, bamboo, kofi, kofi_of_bamboo, now, path):
    theirs = actions.make_key(university=bamboo, label="x", by=kofi_of_bamboo, now=now)[1]
    for header in ({}, {"Authorization": "Bearer x"}, {"Authorization": f"Bearer {theirs}"}):
        assert Client().get(URL + path, headers=header).status_code == 401
    Key.objects.update(ended_at=now)
    assert push("GET", path)[0] == 401


def test_what_is_spoken_is_told(push):
    assert push("GET", "/ServiceProviderConfig")[1]["patch"] == {"supported": True}
    assert push("GET", "/ResourceTypes")[1]["totalResults"] == 2
    assert push("GET", "/Nothing")[0] == 404
    assert push("PUT", "/Users", MEI)[0] == 405


def test_who_may_be_somebody_waits_for_a_person(push, apricot, ada, kofi, browse, now):
    other = people.join(email="other@example.org")
    rosters.Sourced.objects.create(
        university=apricot,
        source="x",
        kind="user",
        sourced_id="x",
        person=other,
        identifier="7",
        digest="",
        seen_at=now,
    )

    status, _told = push("POST", "/Users", {"userName": "ada@example.org", rules.ENTERPRISE: {"employeeNumber": "7"}})

    assert status == 400
    assert not rosters.Sourced.objects.filter(source="scim").exists()
    assert "ad…@example.org" in browse(kofi).get("/u/apricot/rosters/doubts/").content.decode()
    # Another who waits does not take the place of the first.
    people.join(email="grace2@example.org")
    push("POST", "/Users", {"userName": "grace2@example.org", rules.ENTERPRISE: {"employeeNumber": "7"}})
    assert "gr…@example.org" in (page := browse(kofi).get("/u/apricot/rosters/doubts/").content.decode())
    assert "ad…@example.org" in page


def test_keys_are_made_shown_once_and_ended(browse, kofi, mallory, apricot):
    client = browse(kofi)
    page = client.post("/u/apricot/scim/", {"label": "Entra"}).content.decode()
    key = Key.objects.get()

    assert f"{key.start}" in page
    assert client.get("/u/apricot/scim/").status_code == 200
    assert browse(mallory).get("/u/apricot/scim/").status_code == 404
    assert client.post(f"/u/apricot/scim/{key.uid}/end/").status_code == 303
    assert Key.objects.get().ended_at
    assert exporters["federation.scim"](kofi)["directory keys"][0]["what for"] == "Entra"
    erasers["federation.scim"](kofi)


@pytest.mark.parametrize(
    "patch",
    [
        None,
        [],
        [7],
        [{"op": "x"}],
        [{"op": "remove"}],
        [{"op": "add", "path": "a[", "value": 1}],
        [{"op": "add", "path": "a[b eq]", "value": 1}],
    ],
)
def test_patch_that_cannot_be_done_is_refused(patch):
    with pytest.raises(rules.BadPatch):
        rules.patched({}, patch)


def test_patch_sets_parts():
    done = rules.patched(
        {"name": {"givenName": "A"}, "emails": [{"type": "work", "value": "a"}]},
        [
            {"op": "replace", "path": "name.givenName", "value": "B"},
            {"op": "replace", "path": 'emails[type eq "work"].value', "value": "b"},
            {"op": "add", "value": {"title": "Dr."}},
            {"op": "remove", "path": "title"},
        ],
    )

    assert done == {"name": {"givenName": "B"}, "emails": [{"type": "work", "value": "b"}], "title": None}
