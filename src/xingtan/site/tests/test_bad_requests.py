"""What nobody types is refused in one place, before a database fails over it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from xingtan.catalog import public as catalog
from xingtan.catalog.tests import factories
from xingtan.people.public import make_key

pytestmark = pytest.mark.django_db

KEPT_BY_NO_DATABASE = (
    b'{"body": "a\\u0000b"}',
    b'{"body": "\\ud800"}',
    b'{"body": "\xed\xa0\x80"}',
    b'{"body": "a", "kind": ["\\u0000"]}',
    b'{"body": "a", "\\udfff": 1}',
    b'{"body": NaN}',
)


@pytest.mark.parametrize(
    "address",
    [
        "/explore/?subject=%00",
        "/explore/?q=a%00b",
        "/certificates/%00/",
        "/courses/x%00/y/",
        "/api/v1/courses?level=%00",
    ],
)
def test_nul_in_an_address_is_refused(client, address):
    assert client.get(address).status_code == 400


def test_only_what_is_offered_to_all_may_be_kept_on_the_way(client, ada):
    assert client.get("/")["Cache-Control"] == "no-cache"
    client.force_login(ada)
    assert client.get("/")["Cache-Control"] == "private"
    assert client.get("/api/v1/me")["Cache-Control"] == "private, no-cache"


def test_nul_in_a_cookie_is_refused(client):
    client.cookies["sessionid"] = "abcdefgh\0"

    assert client.get("/").status_code == 400


def test_nul_in_a_form_is_refused(client, ada):
    client.force_login(ada)

    assert client.post("/support/", {"body": "a", "path": "/\0"}).status_code == 400
    assert client.post("/support/", "path=%00", content_type="application/x-www-form-urlencoded").status_code == 400


def test_nul_in_a_file_is_the_files_own_affair(client, ada):
    client.force_login(ada)

    sent = {"name": "Ada", "file": SimpleUploadedFile("a.bin", b"\0\0")}

    assert client.post("/people/keys/", sent).status_code == 422


@pytest.mark.parametrize("body", KEPT_BY_NO_DATABASE)
def test_what_no_database_keeps_is_no_json(client, ada, now, body):
    key = make_key(person=ada, label="test", now=now)[1]

    answer = client.post(
        "/api/v1/me/tickets", body, content_type="application/json", headers={"Authorization": f"Bearer {key}"}
    )

    assert (answer.status_code, answer.json()) == (400, {"detail": "Cannot parse request body"})


@pytest.mark.parametrize("offset", [-(10**30), 10**30])
@pytest.mark.parametrize("what", ["versions", "runs/{run}/learners", "runs/{run}/scores"])
def test_a_place_in_a_list_may_be_any_number(client, apricot, kofi, now, what, offset):
    course = factories.published(apricot)
    run = catalog.open_run(course=course, by=None)
    key = make_key(person=kofi, label="test", now=now)[1]

    address = f"/api/v1/courses/apricot/{course.slug}/{what.format(run=run.uid)}?offset={offset}"

    assert client.get(address, headers={"Authorization": f"Bearer {key}"}).status_code == 200
