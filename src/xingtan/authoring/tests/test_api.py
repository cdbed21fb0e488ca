from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from ninja.testing import TestClient

from xingtan.authoring import actions
from xingtan.authoring.api import router
from xingtan.authoring.models import Intake, Version
from xingtan.authoring.tests.factories import NOW, course_of, take_in
from xingtan.catalog import public as catalog
from xingtan.kernel.errors import NotThere
from xingtan.people.public import Person
from xingtan.universities.public import University

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> TestClient:
    # The site has the router, too; here it stands alone.
    monkeypatch.setattr(router, "api", None, raising=False)
    return TestClient(router)


@pytest.fixture
def second(apricot: University) -> Version:
    course = course_of(take_in(apricot))
    return actions.remove_block(course=course, key="picture", by=None, now=NOW)


def test_versions_are_listed_with_what_differs(client: TestClient, second: Version, kofi: Person) -> None:
    found = client.get("/courses/apricot/ferns/versions", user=kofi).json()

    assert (found["count"], [row["number"] for row in found["versions"]]) == (2, [2, 1])
    assert found["versions"][0]["difference"] == {"added": 0, "removed": 1, "changed": 0, "moved": 0}
    assert client.get("/courses/apricot/ferns/versions/2", user=kofi).json()["outline"]["chapters"][0]["key"] == "part"
    assert client.get("/courses/apricot/ferns/versions/2/difference", user=kofi).json() == [
        {"sort": "block", "change": "removed", "key": "picture", "kind": "text", "title": {"en": "Picture"}}
    ]


def test_a_version_is_undone(client: TestClient, second: Version, kofi: Person) -> None:
    answer = client.post("/courses/apricot/ferns/versions/2/undoing", user=kofi)

    assert (answer.status_code, answer.json()["number"], answer.json()["change"]) == (201, 3, "undone")


def upload() -> dict[str, Any]:
    return {"file": SimpleUploadedFile("ferns.zip", b"not yet")}


def test_a_course_is_brought_and_its_report_read(client: TestClient, apricot: University, kofi: Person) -> None:
    answer = client.post("/universities/apricot/intakes", FILES=upload(), user=kofi)
    assert (answer.status_code, answer.json()["status"], answer.json()["report"]) == (202, "waiting", None)

    intake = Intake.objects.get()
    Intake.objects.update(report={"elements": 1, "kept": [{"place": "a", "what": "b", "why": ""}], "slug": "ferns"})
    address = f"/universities/apricot/intakes/{intake.uid}"
    assert client.get(address, user=kofi).json()["report"]["kept"][0]["place"] == "a"

    begun = client.post(f"{address}/version", json={}, user=kofi)
    assert begun.status_code == 202
    course = catalog.add_course(university=apricot, slug="moss", by=None)
    assert client.post(f"{address}/version", json={"course": str(course.uid)}, user=kofi).status_code == 202
    with pytest.raises(NotThere):
        client.post(f"{address}/version", json={"course": str(intake.uid)}, user=kofi)


def test_a_version_of_a_course_is_brought(client: TestClient, second: Version, kofi: Person) -> None:
    answer = client.post("/courses/apricot/ferns/intakes", FILES=upload(), user=kofi)

    assert answer.status_code == 202
    assert Intake.objects.get().course == second.course


def test_nobody_else_is_let_in(client: TestClient, second: Version, mallory: Person, kofi_of_bamboo: Person) -> None:
    for person in (mallory, kofi_of_bamboo):
        with pytest.raises(NotThere):
            client.get("/courses/apricot/ferns/versions", user=person)
        with pytest.raises(NotThere):
            client.post("/universities/apricot/intakes", FILES=upload(), user=person)
