from __future__ import annotations

import io
from typing import Any

import pytest

from xingtan.site.admission import (
    COOKIE,
    FULL_SECONDS,
    MOST_SECONDS,
    MOST_WAITS,
    PAUSES_COUNT,
    WAITED,
    WAITED_LET_IN_PER_SECOND,
    Admission,
)

SESSION = "/sessions/01a2014a-fc4a-7d7d-9c15-a51ce028cce7/"


class Web:
    """A web process whose clock the test moves."""

    def __init__(self) -> None:
        self.now = 100.0
        self.door = Admission(self._answer, is_https=False, clock=lambda: self.now, wall=lambda: self.now)
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

    def queue(self, *, pauses: float = 0.01) -> None:
        """Ask one after the other; on a busy machine there is a pause between them all the same."""
        for _ in range(100):
            assert self.ask("/", after=pauses) == "200"


@pytest.fixture
def web() -> Web:
    return Web()


def test_who_joins_is_let_in_and_known_again(web: Web) -> None:
    assert web.ask(SESSION) == "200"

    assert web.headers["Set-Cookie"].startswith(f"{COOKIE}=")
    assert f"; Path={SESSION};" in web.headers["Set-Cookie"]


def test_who_joins_waits_while_there_is_a_queue(web: Web) -> None:
    web.queue()

    assert web.ask(SESSION, HTTP_ACCEPT_LANGUAGE="fr") == "503"

    assert 2 <= int(web.headers["Retry-After"]) <= 5
    assert web.headers["Content-Language"] == "fr"
    assert web.headers["Refresh"] == web.headers["Retry-After"]
    assert f"{web.headers['Retry-After']} second" in web.body.decode()


@pytest.mark.parametrize(
    "environ",
    [
        {"HTTP_HX_REQUEST": "true"},
        {"REQUEST_METHOD": "POST"},
        {"PATH_INFO": f"{SESSION}chat/"},
        {"PATH_INFO": "/explore/"},
    ],
)
def test_who_is_in_goes_on(web: Web, environ: dict[str, Any]) -> None:
    web.queue()

    assert web.ask(SESSION, **environ) == "200"


def kept(web: Web) -> str:
    return str(web.headers["Set-Cookie"]).partition(";")[0]


def test_page_that_is_loaded_again_is_no_new_join(web: Web) -> None:
    web.ask(SESSION)
    cookie = f"sessionid=x; {kept(web)}"
    web.queue()

    assert web.ask(SESSION, HTTP_COOKIE=cookie) == "200"
    # It is for this session, in these hours.
    web.queue()
    assert web.ask(SESSION.replace("01a2", "01b2"), HTTP_COOKIE=cookie) == "503"
    web.now += 6 * 3600
    web.queue()
    assert web.ask(SESSION, HTTP_COOKIE=cookie) == "503"


@pytest.mark.parametrize("cookie", [f"{COOKIE}=1", f"{WAITED}=6", f"{WAITED}=99", f"{COOKIE}={'A' * 40}"])
def test_nobody_writes_their_own_way_in(web: Web, cookie: str) -> None:
    web.queue()

    assert web.ask(SESSION, HTTP_COOKIE=cookie) == "503"


def test_who_comes_again_at_once_has_not_waited(web: Web) -> None:
    web.queue()
    cookie, answers = "", []

    for _ in range(3 * MOST_WAITS):
        answers.append(web.ask(SESSION, HTTP_COOKIE=cookie))
        cookie = kept(web)
        web.door._filled = MOST_SECONDS

    assert set(answers) == {"503"}


def test_those_who_waited_are_no_crowd_themselves(web: Web) -> None:
    pages = [SESSION.replace("01a2", f"{number:04}") for number in range(3 * WAITED_LET_IN_PER_SECOND)]
    cookies, answers, began = dict.fromkeys(pages, ""), [], web.now
    for tried in range(MOST_WAITS + 1):
        answers = []
        for page in pages:
            web.now = began + 2.0 * tried
            web.door._filled, web.door._ended_at = MOST_SECONDS, web.now
            answers.append(web.ask(page, HTTP_COOKIE=cookies[page]))
            cookies[page] = kept(web)

    assert answers == ["200"] * WAITED_LET_IN_PER_SECOND + ["503"] * 2 * WAITED_LET_IN_PER_SECOND


def test_nobody_waits_for_ever(web: Web) -> None:
    web.queue()
    cookie, answers = "", []

    for _ in range(MOST_WAITS + 1):
        web.queue()
        answers.append(web.ask(SESSION, HTTP_COOKIE=f"sessionid=x; {cookie}"))
        cookie = web.headers["Set-Cookie"].partition(";")[0]

    assert answers == ["503"] * MOST_WAITS + ["200"]
    assert cookie.startswith(f"{COOKIE}=")


@pytest.mark.parametrize("cookie", ["waited=", "waited=-1", "waited=999", "waited=x", "awaited=50"])
def test_rubbish_is_no_waiting(web: Web, cookie: str) -> None:
    web.queue()

    assert web.ask(SESSION, HTTP_COOKIE=cookie) == "503"
    assert web.door._waited({"PATH_INFO": SESSION, "HTTP_COOKIE": kept(web)})[0] == 1


def test_a_pause_ends_the_queue(web: Web) -> None:
    web.queue()
    assert web.ask(SESSION, after=0.01) == "503"

    assert web.ask(SESSION, after=(MOST_SECONDS - FULL_SECONDS) / PAUSES_COUNT) == "200"


def test_sending_away_ends_the_queue(web: Web) -> None:
    web.queue()

    # They wait without a pause but the little one between any two.
    asked = [web.ask(SESSION, after=0.001) for _ in range(2000)]

    assert asked[0] == "503"
    assert "200" in asked


def test_a_busy_process_without_a_queue_lets_in(web: Web) -> None:
    web.queue(pauses=0.1 / PAUSES_COUNT + 0.001)

    assert web.ask(SESSION) == "200"


def test_one_slow_answer_is_no_queue(web: Web) -> None:
    web.ask("/")
    web.now += 10
    web.door._ended_at = web.now

    assert web.ask(SESSION) == "200"
