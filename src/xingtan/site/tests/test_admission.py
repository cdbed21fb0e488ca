from __future__ import annotations

import io
from typing import Any

import pytest

from xingtan.site.admission import COOKIE, QUEUE_REQUESTS, QUEUE_SECONDS, Admission

SESSION = "/sessions/01a2014a-fc4a-7d7d-9c15-a51ce028cce7/"


class Web:
    """A web process whose clock the test moves."""

    def __init__(self) -> None:
        self.now = 100.0
        self.door = Admission(self._answer, is_https=False, clock=lambda: self.now)
        self.status, self.headers, self.body = "", {}, b""

    def _answer(self, environ: Any, start_response: Any) -> list[bytes]:
        self.now += 0.1
        start_response("200 OK", [("Content-Type", "text/html")])
        return [b"in"]

    def ask(self, path: str, *, after: float = 0.0, **environ: str) -> str:
        self.now += after
        asked = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "wsgi.input": io.BytesIO(), **environ}

        def started(status: str, headers: list[tuple[str, str]]) -> None:
            self.status, self.headers = status[:3], dict(headers)

        self.body = b"".join(self.door(asked, started))
        return self.status

    def queue(self) -> None:
        for _ in range(QUEUE_REQUESTS + int(QUEUE_SECONDS * 10)):
            assert self.ask("/") == "200"


@pytest.fixture
def web() -> Web:
    return Web()


def test_who_joins_is_let_in_and_known_again(web: Web) -> None:
    assert web.ask(SESSION) == "200"

    assert f"{COOKIE}=1; Path={SESSION}" in web.headers["Set-Cookie"]


def test_who_joins_waits_while_there_is_a_queue(web: Web) -> None:
    web.queue()

    assert web.ask(SESSION, HTTP_ACCEPT_LANGUAGE="fr") == "503"

    assert 2 <= int(web.headers["Retry-After"]) <= 5
    assert web.headers["Content-Language"] == "fr"
    assert f'http-equiv="refresh" content="{web.headers["Retry-After"]}"' in web.body.decode()


@pytest.mark.parametrize(
    "environ",
    [
        {"HTTP_COOKIE": f"sessionid=x; {COOKIE}=1"},
        {"HTTP_HX_REQUEST": "true"},
        {"REQUEST_METHOD": "POST"},
        {"PATH_INFO": f"{SESSION}chat/"},
        {"PATH_INFO": "/explore/"},
    ],
)
def test_who_is_in_goes_on(web: Web, environ: dict[str, Any]) -> None:
    web.queue()

    assert web.ask(SESSION, **environ) == "200"


def test_a_pause_ends_the_queue(web: Web) -> None:
    web.queue()

    assert web.ask(SESSION, after=0.01) == "200"


def test_one_slow_answer_is_no_queue(web: Web) -> None:
    web.ask("/")
    web.now += 10
    web.door._ended_at = web.now

    assert web.ask(SESSION) == "200"
