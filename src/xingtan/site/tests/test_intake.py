import asyncio
import json
import threading
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import pytest

from xingtan.kernel import intake as kernel_intake
from xingtan.kernel import throttle
from xingtan.kernel.intake import Form, Kind, Post, Refused, one
from xingtan.kernel.seals import SealBroken, seal, unseal
from xingtan.site import intake
from xingtan.site.intake import Batches, Intake

MAIN = "http://site.test"


class Book:
    """Where batches are written: it can be slow, and choke on a word."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.free = threading.Event()
        self.free.set()

    def keep(self, kind: Kind[str], batch: Sequence[str]) -> list[str]:
        assert self.free.wait(10)
        if "poison" in batch:
            raise RuntimeError("cannot be kept")
        self.batches.append(list(batch))
        return ["late" if each == "late" else "" for each in batch]


def read(form: Form, now: float) -> Post[str]:
    says, _ = unseal("test", one(form, "pass"), now=now)
    if one(form, "word") == "bad":
        raise Refused("wrong_code")
    return Post(int(says), one(form, "word"))


def take(batch: Sequence[str], now: datetime) -> list[str]:
    return ["" for _ in batch]


@pytest.fixture(autouse=True)
def _kind(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(kernel_intake.kinds, "word", Kind("word", read, take, "answer"))
    throttle.forget()
    yield
    throttle.forget()


Ask = Callable[..., Awaitable[tuple[int, dict[str, Any], dict[bytes, bytes]]]]


def taken_in(book: Book, story: Callable[[Ask], Awaitable[None]]) -> None:
    async def told() -> None:
        batches = Batches(book.keep)
        running = asyncio.create_task(batches.run())
        door = Intake(batches, MAIN)

        async def ask(
            word: str = "a", *, person: int = 1, body: bytes | None = None, sealed: str = "", **scope: Any
        ) -> tuple[int, dict[str, Any], dict[bytes, bytes]]:
            sealed = sealed or seal("test", str(person).encode(), ends_at=int(time.time()) + 60)
            sent = [body if body is not None else urlencode({"pass": sealed, "word": word}).encode()]
            said: list[Any] = []

            async def receive() -> Any:
                return {"type": "http.request", "body": sent.pop(0)} if sent else {"type": "http.disconnect"}

            async def send(message: Any) -> None:
                said.append(message)

            asked = {"method": "POST", "path": "/intake/word", "headers": [(b"origin", MAIN.encode())], **scope}
            await door(asked, receive, send)
            return said[0]["status"], json.loads(said[1]["body"]), dict(said[0]["headers"])

        async with asyncio.timeout(10):
            await story(ask)
        running.cancel()

    asyncio.run(told())


def test_those_who_come_together_are_kept_together() -> None:
    book = Book()

    async def story(ask: Ask) -> None:
        answers = await asyncio.gather(*(ask(f"w{number}", person=number) for number in range(40)))
        assert {status for status, _, _ in answers} == {200}

    taken_in(book, story)

    assert book.batches == [[f"w{number}" for number in range(40)]]


def test_nobody_is_answered_before_it_is_stored() -> None:
    book = Book()
    book.free.clear()

    async def story(ask: Ask) -> None:
        asked = asyncio.ensure_future(ask())
        await asyncio.sleep(0.1)
        assert not asked.done()
        book.free.set()
        assert (await asked)[:2] == (200, {"taken": True, "why": ""})

    taken_in(book, story)


def test_a_batch_has_a_largest_size() -> None:
    book = Book()

    async def story(ask: Ask) -> None:
        await asyncio.gather(*(ask(person=number) for number in range(intake.MOST_IN_A_BATCH + 10)))

    taken_in(book, story)

    assert [len(batch) for batch in book.batches] == [intake.MOST_IN_A_BATCH, 10]


def test_one_that_cannot_be_kept_spoils_none_of_the_others() -> None:
    book = Book()

    async def story(ask: Ask) -> None:
        answers = await asyncio.gather(ask("a", person=1), ask("poison", person=2), ask("b", person=3))
        assert [status for status, _, _ in answers] == [200, 503, 200]

    taken_in(book, story)


@pytest.mark.parametrize(
    ("asked", "status", "why"),
    [
        ({"word": "late"}, 422, "late"),
        ({"word": "bad"}, 422, "wrong_code"),
        ({"sealed": "x" * 40}, 403, ""),
        ({"body": b"\xff"}, 422, "unreadable"),
        ({"body": b"a=%00"}, 422, "unreadable"),
        ({"body": b"a=%ff"}, 422, "unreadable"),
        ({"body": b"&".join(b"a=1" for _ in range(99))}, 422, "unreadable"),
        ({"body": b"a" * 20_000}, 422, "long"),
        ({"path": "/intake/other"}, 404, ""),
        ({"method": "GET"}, 405, ""),
        ({"headers": [(b"origin", b"http://else.test")]}, 403, ""),
    ],
)
def test_what_is_not_taken_is_told_why(asked: dict[str, Any], status: int, why: str) -> None:
    book = Book()

    async def story(ask: Ask) -> None:
        assert (await ask(**asked))[:2] == (status, {"taken": False, "why": why})

    taken_in(book, story)


def test_a_hundred_posts_of_one_person_are_too_many() -> None:
    async def story(ask: Ask) -> None:
        answers = await asyncio.gather(*(ask() for _ in range(100)))
        statuses = [status for status, _, _ in answers]
        assert statuses.count(200) == throttle.LIMITS["answer"].times
        assert statuses.count(429) == 100 - throttle.LIMITS["answer"].times
        assert (await ask(person=2))[0] == 200

    taken_in(Book(), story)


def test_what_comes_faster_than_it_can_be_kept_is_asked_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "MOST_WAITING", 5)
    book = Book()
    book.free.clear()

    async def story(ask: Ask) -> None:
        asked = [asyncio.ensure_future(ask(person=number)) for number in range(5)]
        await asyncio.sleep(0)
        status, said, headers = await ask(person=9)
        assert (status, said["why"]) == (503, "busy")
        assert 1 <= int(headers[b"retry-after"]) <= 3
        book.free.set()
        assert {status for status, _, _ in await asyncio.gather(*asked)} == {200}

    taken_in(book, story)


def test_seal_of_something_else_opens_nothing() -> None:
    with pytest.raises(SealBroken):
        read({"pass": [seal("other", b"1", ends_at=int(time.time()) + 60)]}, time.time())
