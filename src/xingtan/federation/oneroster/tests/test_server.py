"""A server of OneRoster is asked over HTTP, page by page, and what it says reads as the files do."""

from __future__ import annotations

import csv
import io
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from xingtan.federation.oneroster.adapters import files, server
from xingtan.federation.oneroster.tests.factories import FILES, packed
from xingtan.jobs import public as jobs
from xingtan.kernel.errors import OutsideFailed
from xingtan.rosters import public as rosters
from xingtan.rosters.registry import KINDS

POINTS = {
    "parentSourcedId": "parent",
    "orgSourcedId": "org",
    "courseSourcedId": "course",
    "schoolSourcedId": "school",
    "classSourcedId": "class",
    "userSourcedId": "user",
    "primaryOrgSourcedId": "primaryOrg",
}


def rows(name: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for line in csv.DictReader(io.StringIO(FILES[name])):
        row: dict[str, object] = {
            POINTS.get(key, key): {"sourcedId": value} if key in POINTS and value else value
            for key, value in line.items()
            if value
        }
        if name == "classes":
            row["terms"] = [{"sourcedId": row.pop("termSourcedIds")}]
        if name == "users":
            row["roles"] = [
                {"roleType": "primary", "role": each["role"], "org": {"sourcedId": each["orgSourcedId"]}}
                for each in csv.DictReader(io.StringIO(FILES["roles"]))
                if each["userSourcedId"] == row["sourcedId"]
            ]
        found.append(row)
    return found


class Theirs(BaseHTTPRequestHandler):
    """A server that gives two rows at a time, to who has a token."""

    spoiled = ""
    endless = ""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        good = self.headers["Authorization"] == "Basic dXM6c2VjcmV0"
        self._say(200 if good else 401, {"access_token": "t"} if good else {"error": "invalid_client"})

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        name, asked = parts.path.rpartition("/")[2], parse_qs(parts.query)
        if self.headers["Authorization"] != "Bearer t":
            self._say(401, {})
            return
        if name == self.spoiled:
            self._say(200, {name: "rubbish"})
            return
        every, start = rows(name), int(asked["offset"][0])
        if name == self.endless:
            self._say(200, {name: every}, {"X-Total-Count": "999999999"})
            return
        self._say(200, {name: every[start : start + 2]}, {"X-Total-Count": str(len(every))})

    def _say(self, status: int, said: object, headers: dict[str, str] | None = None) -> None:
        body = json.dumps(said).encode()
        self.send_response(status)
        for name, value in {**(headers or {}), "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@pytest.fixture
def theirs(settings) -> Iterator[str]:
    listening = ThreadingHTTPServer(("127.0.0.1", 0), Theirs)
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    place = f"127.0.0.1:{listening.server_port}"
    settings.XINGTAN = replaced(settings.XINGTAN, place)
    yield f"http://{place}"
    listening.shutdown()
    listening.server_close()
    thread.join()


def replaced(of, place):
    from dataclasses import replace

    return replace(of, outside_allowed=(place,))


def pulled(address: str, secret: str = "secret") -> bytes:
    return server.pulled(
        url=f"{address}/ims/oneroster/rostering/v1p2", token_url=f"{address}/token", client="us", secret=secret
    )


def test_server_says_what_the_files_say(theirs):
    asked = files.read(io.BytesIO(pulled(theirs)), "pulled.zip", {})
    given = files.read(io.BytesIO(packed()), "roster.zip", {})

    assert asked.bad == []
    assert asked.whole == given.whole
    for kind in set(KINDS) - {"role"}:
        assert [each.sourced_id for each in asked.facts[kind]] == [each.sourced_id for each in given.facts[kind]]
    assert [(each.class_, each.user, each.role) for each in asked.facts["enrollment"]] == [
        (each.class_, each.user, each.role) for each in given.facts["enrollment"]
    ]
    assert [(each.user, each.role, each.org) for each in asked.facts["role"]] == [
        (each.user, each.role, each.org) for each in given.facts["role"]
    ]


@pytest.mark.django_db
def test_server_is_asked_and_its_roster_handed_in(theirs, browse, kofi, apricot, mallory):
    said = {"url": f"{theirs}/ims/oneroster/v1p1", "token_url": f"{theirs}/token", "client": "us", "secret": "secret"}
    assert browse(mallory).get("/u/apricot/rosters/server/").status_code == 404
    answer = browse(kofi).post("/u/apricot/rosters/server/", said)
    job = jobs.Job.objects.get()

    jobs.run(str(job.uid))

    roster = rosters.Roster.objects.get()
    jobs.run(str(roster.job))
    roster.refresh_from_db()
    assert answer["Location"] == job.get_absolute_url()
    assert "secret" not in str(job.params).replace("secret_", "")
    assert (roster.errors, roster.counts["accounts"]["made"]) == (0, 5)


@pytest.mark.django_db
def test_secret_is_not_sent_in_the_open(browse, kofi, apricot):
    said = {"url": "http://sis.example/v1p1", "token_url": "https://sis.example/t", "client": "us", "secret": "s"}

    assert browse(kofi).post("/u/apricot/rosters/server/", said).status_code == 422
    assert not jobs.Job.objects.exists()


def test_wrong_secret_is_said(theirs):
    with pytest.raises(OutsideFailed, match="no token"):
        pulled(theirs, "wrong")


def test_rubbish_is_said(theirs, monkeypatch):
    monkeypatch.setattr(Theirs, "spoiled", "classes")

    with pytest.raises(OutsideFailed, match="classes"):
        pulled(theirs)


def test_server_that_says_the_same_for_ever_is_left(theirs, monkeypatch):
    monkeypatch.setattr(Theirs, "endless", "users")

    with pytest.raises(OutsideFailed, match="again and again"):
        pulled(theirs)
