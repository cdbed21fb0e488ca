import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from xingtan.kernel import wire
from xingtan.site import stream
from xingtan.site.stream import QUEUED, REMEMBERED, Hub, Stream

MAIN = "http://site.test"


class Page:
    """An open page, as the server sees it: what it was sent, and a way to go."""

    def __init__(self) -> None:
        self.status = 0
        self.headers: dict[bytes, bytes] = {}
        self.text = ""
        self.is_slow = asyncio.Event()
        self._news = asyncio.Event()
        self._left = asyncio.Event()

    async def send(self, message: Any) -> None:
        if self.is_slow.is_set():
            await asyncio.sleep(0.05)
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], dict(message["headers"])
        else:
            self.text += message["body"].decode()
        self._news.set()

    async def receive(self) -> Any:
        await self._left.wait()
        return {"type": "http.disconnect"}

    def leave(self) -> None:
        self._left.set()

    async def sees(self, words: str) -> str:
        async with asyncio.timeout(5):
            while words not in self.text:
                self._news.clear()
                await self._news.wait()
        return self.text

    def last_id(self) -> str:
        return [line[4:] for line in self.text.splitlines() if line.startswith("id: ")][-1]


@contextlib.asynccontextmanager
async def opened(hub: Hub, token: str, **headers: str) -> AsyncIterator[Page]:
    page = Page()
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/stream",
        "query_string": f"token={token}".encode(),
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
    }
    asked = asyncio.create_task(Stream(hub, MAIN)(scope, page.receive, page.send))
    try:
        async with asyncio.timeout(5):
            while not page.status:
                await asyncio.sleep(0)
        yield page
    finally:
        page.leave()
        await asked


@pytest.fixture(autouse=True)
def _looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "LOOKS_EVERY_SECONDS", 0.01)


def live(story: Callable[[Hub], Awaitable[None]]) -> None:
    async def told() -> None:
        hub = Hub()
        waking = asyncio.create_task(hub.wake_those_due())
        await story(hub)
        waking.cancel()
        assert hub.count == 0
        assert hub._listeners == {}

    asyncio.run(told())


def test_page_hears_its_channels_and_no_others() -> None:
    async def story(hub: Hub) -> None:
        async with opened(hub, wire.token(["run/1", "person/ada"]), origin=MAIN) as page:
            await page.sees("event: hello")
            hub.publish("run/2", "posted", "9")
            hub.publish("run/1", "posted\nid: x", "7")
            hub.publish("person/ada", "notice", "杏")
            text = await page.sees("杏")

        assert page.status == 200
        assert page.headers[b"access-control-allow-origin"] == MAIN.encode()
        assert page.headers[b"content-type"].startswith(b"text/event-stream")
        assert "run/2" not in text
        assert f'id: {hub.life}-2\nevent: posted id: x\ndata: {{"channel": "run/1", "id": "7"}}\n\n' in text

    live(story)


def test_page_that_comes_back_hears_what_it_missed() -> None:
    async def story(hub: Hub) -> None:
        token = wire.token(["run/1"])
        async with opened(hub, token) as page:
            hub.publish("run/1", "posted", "1")
            await page.sees('"id": "1"')
        hub.publish("run/1", "posted", "2")
        hub.publish("run/2", "posted", "3")

        async with opened(hub, token, last_event_id=page.last_id()) as again:
            text = await again.sees('"id": "2"')

        assert '"id": "1"' not in text
        assert '"id": "3"' not in text
        assert "missed" not in text

    live(story)


@pytest.mark.parametrize("last", ["other-1", "nonsense", "too old"])
def test_page_that_was_away_too_long_is_told_so(last: str) -> None:
    async def story(hub: Hub) -> None:
        if last == "too old":
            for number in range(REMEMBERED + 2):
                hub.publish("run/1", "posted", str(number))
        seen = f"{hub.life}-1" if last == "too old" else last

        async with opened(hub, wire.token(["run/1"]), last_event_id=seen) as page:
            text = await page.sees("event: missed")

        assert page.last_id() == f"{hub.life}-{hub.number}"
        assert '"id"' not in text

    live(story)


def test_slow_page_loses_the_oldest_and_is_told_so() -> None:
    async def story(hub: Hub) -> None:
        async with opened(hub, wire.token(["run/1"])) as page:
            await page.sees("event: hello")
            page.is_slow.set()
            for number in range(QUEUED + 1):
                hub.publish("run/1", "posted", str(number))
            text = await page.sees("event: missed")
            hub.publish("run/1", "posted", "after")
            await page.sees("after")

        assert '"id"' not in text

    live(story)


def test_full_line_is_waited_for_and_hears_everything_once_and_in_order() -> None:
    async def story(hub: Hub) -> None:
        async with opened(hub, wire.token(["run/1"])) as page:
            await page.sees("event: hello")
            page.is_slow.set()
            for number in range(3):
                hub.publish("run/1", "posted", str(number))
            await page.sees('"id": "2"')
            page.is_slow.clear()
            hub.publish("run/1", "posted", "3")
            text = await page.sees('"id": "3"')

        assert [line[-3:-2] for line in text.splitlines() if '"id"' in line] == ["0", "1", "2", "3"]

    live(story)


def test_page_that_waits_hears_before_publishing_returns() -> None:
    async def story(hub: Hub) -> None:
        async with opened(hub, wire.token(["run/1"])) as page:
            await page.sees("event: hello")
            await asyncio.sleep(0.05)
            hub.publish("run/1", "posted", "1")

            assert '"id": "1"' in page.text

    live(story)


def test_lost_connection_to_the_others_is_told_to_every_page() -> None:
    async def story(hub: Hub) -> None:
        async with opened(hub, wire.token(["run/1"])) as page:
            await page.sees("event: hello")
            hub.all_missed_something()
            await page.sees("event: missed")

    live(story)


def test_stream_ends_with_its_token(monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(hub: Hub) -> None:
        token = wire.token(["run/1"], ttl=30)
        async with opened(hub, token) as page:
            await page.sees("event: hello")
            real = time.time()
            monkeypatch.setattr(time, "time", lambda: real + 31)
            hub.publish("run/1", "posted", "1")
            await page.sees("event: ended")

        async with opened(hub, token) as late:
            assert late.status == 403

    live(story)


def test_quiet_stream_shows_that_it_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "HEARTBEAT_SECONDS", 0.01)

    async def story(hub: Hub) -> None:
        async with opened(hub, wire.token(["run/1"])) as page:
            await page.sees(":\n\n:\n\n")

    live(story)


def test_page_of_another_site_may_not_listen() -> None:
    async def story(hub: Hub) -> None:
        async with opened(hub, wire.token(["run/1"]), origin="https://elsewhere.test") as page:
            assert page.status == 403

    live(story)


@pytest.mark.parametrize("token", ["", "nonsense", "A" * 10_000])
def test_page_without_a_token_may_not_listen(token: str) -> None:
    async def story(hub: Hub) -> None:
        async with opened(hub, token) as page:
            assert page.status == 403

    live(story)


def test_full_house_sends_pages_away_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "LISTENERS", 1)

    async def story(hub: Hub) -> None:
        async with opened(hub, wire.token(["run/1"])), opened(hub, wire.token(["run/1"])) as second:
            assert second.status == 503
            assert second.headers[b"retry-after"] == b"30"

    live(story)


def test_message_says_ids_and_nothing_else() -> None:
    hub = Hub()

    hub.publish("run/1", "posted", "7")

    ((_, _, message),) = hub._remembered
    assert json.loads(message.decode().split("data: ")[1]) == {"channel": "run/1", "id": "7"}


def test_what_happens_often_is_told_at_once_and_then_with_pauses() -> None:
    async def story(hub: Hub) -> None:
        async with opened(hub, wire.token(["a"])) as page:
            for _ in range(50):
                hub.publish("a", "polled", "1", every=0.05)
            await page.sees("event: polled")
            assert hub.number == 1
            await asyncio.sleep(0.08)
            assert hub.number == 2
            await asyncio.sleep(0.12)
            assert page.text.count("event: polled") == 2
        assert hub._pausing == {}

    live(story)
