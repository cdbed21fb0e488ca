"""RFC 7644 as directories use it: versions, parts, names, extensions, deletion, and what is spoken."""

from __future__ import annotations

from typing import Any

import pytest

from xingtan.federation.scim import actions, rules
from xingtan.federation.scim.tests.test_scim import MEI, URL, Directory, operations
from xingtan.learning import public as learning
from xingtan.people import public as people
from xingtan.rosters import public as rosters
from xingtan.universities import public as universities

pytestmark = pytest.mark.django_db
NUMBERED = {
    **MEI,
    "userName": "amei",
    "emails": [{"value": "mei@apricot.example"}],
    rules.ENTERPRISE: {"employeeNumber": "77"},
}


@pytest.fixture
def push(apricot, kofi, now):
    return Directory(actions.make_key(university=apricot, label="Entra", by=kofi, now=now)[1])


@pytest.fixture
def mei(push):
    return push("POST", "/Users", NUMBERED)[1]


def asked(push: Directory, path: str, **headers: str) -> Any:
    return push.client.get(URL + path, headers={**push.headers, **headers})


def number_of(told: Any) -> str:
    return str(rosters.Sourced.objects.get(kind="user", person__uid=told["id"]).identifier)


def test_name_of_a_directory_is_told_and_found_again(push, mei):
    assert (mei["userName"], mei["externalId"], mei["name"]) == (
        "amei",
        "M1",
        {"formatted": "Mei Li", "givenName": "Mei", "familyName": "Li"},
    )
    for words in ('userName eq "AMEI"', 'externalId eq "M1"', f'id eq "{mei["id"]}"', 'emails[type eq "work"]'):
        found = push.client.get(f"{URL}/Users", {"filter": words}, headers=push.headers).json()
        assert [each["id"] for each in found["Resources"]] == [mei["id"]]


@pytest.mark.parametrize("patch", [{"path": "displayName", "value": "Li Mei"}, {"value": {"active": True}}])
def test_patch_of_one_thing_leaves_the_others(push, mei, patch):
    status, told = push("PATCH", f"/Users/{mei['id']}", operations({"op": "replace", **patch}))

    assert status == 200
    assert {name: told[name] for name in ("userName", "externalId", rules.ENTERPRISE)} == {
        name: mei[name] for name in ("userName", "externalId", rules.ENTERPRISE)
    }
    assert number_of(mei) == "77"


@pytest.mark.parametrize(
    "patch",
    [
        {"path": f"{rules.ENTERPRISE}:employeeNumber", "value": "78"},
        {"path": rules.ENTERPRISE, "value": {"employeeNumber": "78"}},
        {"value": {f"{rules.ENTERPRISE}:employeeNumber": "78"}},
    ],
)
def test_number_is_patched_in_its_extension(push, mei, patch):
    assert push("PATCH", f"/Users/{mei['id']}", operations({"op": "replace", **patch}))[0] == 200
    assert number_of(mei) == "78"


def test_part_of_a_name_is_patched_while_nobody_used_the_account(push, mei):
    said = operations({"op": "Replace", "path": "name.familyName", "value": "Wang"})

    _status, told = push("PATCH", f"/Users/{mei['id']}", said)

    assert told["name"] == {"formatted": "Mei Wang", "givenName": "Mei", "familyName": "Wang"}


def test_who_is_staff_no_longer_serves_no_longer(push, apricot):
    told = push("POST", "/Users", {**NUMBERED, "userType": "Faculty"})[1]
    staff = universities.Membership.objects.filter(university=apricot, person__uid=told["id"], role="staff")
    push("PATCH", f"/Users/{told['id']}", operations({"op": "replace", "path": "displayName", "value": "x"}))
    assert staff.exists()

    push("PATCH", f"/Users/{told['id']}", operations({"op": "replace", "path": "userType", "value": "Student"}))

    assert not staff.exists()


def test_who_was_deleted_is_not_found_and_may_come_again(push, mei):
    group = push("POST", "/Groups", {"displayName": "Optics A", "members": [{"value": mei["id"]}]})[1]

    assert push("DELETE", f"/Users/{mei['id']}")[0] == 204

    for method in ("GET", "DELETE"):
        assert push(method, f"/Users/{mei['id']}")[0] == 404
    assert push("GET", "/Users")[1]["totalResults"] == 0
    assert push("GET", f"/Groups/{group['id']}")[1]["members"] == []
    assert not learning.Enrollment.objects.current().exists()
    status, again = push("POST", "/Users", NUMBERED)
    assert (status, again["id"], again["active"]) == (201, mei["id"], True)
    assert people.Person.objects.filter(email="mei@apricot.example").count() == 1


def test_two_have_not_one_name(push, mei):
    status, told = push("POST", "/Users", {**NUMBERED, "externalId": "M2"})

    assert (status, told["scimType"]) == (409, "uniqueness")


def test_version_is_kept_to(push, mei):
    version = mei["meta"]["version"]
    path = f"/Users/{mei['id']}"
    answer = asked(push, path)
    assert (answer.headers["ETag"], answer.json()["meta"]["version"]) == (version, version)
    assert asked(push, path, **{"If-None-Match": version}).status_code == 304
    off = operations({"op": "replace", "path": "active", "value": False})

    push.headers["If-Match"] = 'W/"another"'
    assert [push(method, path, off)[0] for method in ("PUT", "PATCH", "DELETE")] == [412] * 3
    push.headers["If-Match"] = version
    assert push("PATCH", path, off)[0] == 200
    assert push("PATCH", path, off)[0] == 412
    del push.headers["If-Match"]
    assert asked(push, path, **{"If-None-Match": version}).status_code == 200


def test_only_what_is_asked_for_is_told(push, mei):
    push("POST", "/Groups", {"displayName": "Optics A", "members": [{"value": mei["id"]}]})

    assert set(push("GET", f"/Users/{mei['id']}?attributes=userName,name.givenName")[1]) == {
        *("schemas", "id", "userName", "name")
    }
    assert "members" not in push("GET", "/Groups?excludedAttributes=members")[1]["Resources"][0]


def test_fewer_than_none_are_none(push, mei):
    page = push("GET", "/Users?count=-3&startIndex=-2")[1]

    assert (page["totalResults"], page["startIndex"], page["Resources"]) == (1, 1, [])


def test_names_are_found_without_telling_everybody(push, mei, monkeypatch):
    for number in range(5):
        push("POST", "/Users", {"userName": f"u{number}@apricot.example"})
    looked: list[Any] = []

    def told(row: Any, base: str) -> dict[str, Any]:
        looked.append(row)
        return {"id": "1"}

    monkeypatch.setattr("xingtan.federation.scim.queries.as_user", told)

    push.client.get(f"{URL}/Users", {"filter": 'userName eq "amei"'}, headers=push.headers)

    assert len(looked) == 1


def test_shapes_are_described(push):
    told = push("GET", "/ServiceProviderConfig")[1]
    assert (told["etag"], told["filter"]["supported"], told["bulk"]["supported"]) == ({"supported": True}, True, False)
    schemas = push("GET", "/Schemas")[1]["Resources"]
    assert [each["id"] for each in schemas] == [rules.USER, rules.ENTERPRISE, rules.GROUP]
    assert push("GET", f"/Schemas/{rules.USER}")[1]["attributes"][0]["name"] == "userName"
    assert push("GET", "/ResourceTypes/User")[1]["endpoint"] == "/Users"
    assert push("GET", "/Schemas/nothing")[0] == push("GET", "/Nothing/x")[0] == 404
