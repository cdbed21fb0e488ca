"""Posts of many people at once: ``POST /intake/<kind>`` on the second origin, answered when they are stored.

Each is read and judged by itself; those of the same moment are kept in one transaction, by a thread with
a connection of its own. What comes faster than it can be kept is sent away for a moment, not queued.
"""

import asyncio
import contextlib
import json
import logging
import random
import time
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs

from xingtan.kernel import throttle
from xingtan.kernel.errors import TooMany
from xingtan.kernel.intake import Kind, Refused, kinds
from xingtan.kernel.seals import SealBroken
from xingtan.site.stream import Receive, Scope, Send

logger = logging.getLogger(__name__)

# How long the first of a batch waits for others, in times of what storing took last: so storing takes a ninth of the
# time at most, until there are so many that they need not wait.
GATHERS_TIMES = 8
GATHERS_SECONDS = (0.01, 0.5)
IS_WORTH_IT = 64
MOST_IN_A_BATCH = 256
# About two seconds of work: whoever comes after would rather be told than wait.
MOST_WAITING = 2_000
LONGEST_BODY = 16_384
MOST_FIELDS = 50

Waiting = tuple[Any, "asyncio.Future[str]"]
Store = Callable[[Kind[Any], Sequence[Any]], Sequence[str]]


class NotKept(Exception):
    """The database could not keep it; the same post may be sent again."""


class Batches:
    """What waits to be stored, and the thread that stores it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: dict[str, list[Waiting]] = {}
        self._count = 0
        self._took = 0.0
        self._woken, self._many = asyncio.Event(), asyncio.Event()
        # One: a second transaction at the same time would only wait for the first.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="intake")

    @property
    def is_full(self) -> bool:
        """Test whether more come than can be kept."""
        return self._count >= MOST_WAITING

    async def keep(self, kind: Kind[Any], what: Any) -> str:
        """Wait until it is stored. Gives nothing, or why it was not taken.

        :raises NotKept: if it could not be stored
        """
        kept: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(kind.name, []).append((what, kept))
        self._count += 1
        self._woken.set()
        if self._count >= IS_WORTH_IT:
            self._many.set()
        try:
            return await kept
        finally:
            self._count -= 1

    async def run(self) -> None:
        """Store batch after batch."""
        loop = asyncio.get_running_loop()
        while True:
            await self._woken.wait()
            await self._gather()
            self._woken.clear()
            while self._waiting:
                name = next(iter(self._waiting))
                gathered = self._waiting.pop(name)
                if rest := gathered[MOST_IN_A_BATCH:]:
                    # Behind the other kinds: none of them waits for all of one.
                    self._waiting[name] = rest
                batch = gathered[:MOST_IN_A_BATCH]
                started = loop.time()
                await loop.run_in_executor(self._thread, self._keep_all, loop, kinds[name], batch)
                self._took = loop.time() - started

    async def _gather(self) -> None:
        """Let others come, as long as it is worth it: a batch of one costs nearly what a batch of fifty does."""
        least, most = GATHERS_SECONDS
        self._many.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(min(max(self._took * GATHERS_TIMES, least), most)):
                await self._many.wait()

    def _keep_all(self, loop: asyncio.AbstractEventLoop, kind: Kind[Any], batch: list[Waiting]) -> None:
        try:
            answers: Sequence[str | None] = self._store(kind, [what for what, _ in batch])
        except Exception:
            logger.exception("a batch could not be kept; each is tried alone")
            answers = [self._alone(kind, what) for what, _ in batch]
        loop.call_soon_threadsafe(_answer, batch, answers)

    def _alone(self, kind: Kind[Any], what: Any) -> str | None:
        try:
            return self._store(kind, [what])[0]
        except Exception:  # noqa: BLE001 - whatever it is, the next one is not to suffer from it
            return None


def _answer(batch: list[Waiting], answers: Sequence[str | None]) -> None:
    for (_, kept), answer in zip(batch, answers, strict=True):
        if kept.done():
            continue  # whoever sent it has gone
        if answer is None:
            kept.set_exception(NotKept())
        else:
            kept.set_result(answer)


class Intake:
    """The door for posts.

    :param origin: the site's own; pages of no other may post
    """

    def __init__(self, batches: Batches, origin: str) -> None:
        self._batches, self._origin = batches, origin.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read, judge, have it kept, and only then say so."""
        headers = dict(scope["headers"])
        kind = kinds.get(scope["path"].removeprefix("/intake/"))
        if kind is None:
            return await self._say(send, 404)
        if scope["method"] != "POST":
            return await self._say(send, 405)
        if headers.get(b"origin", self._origin) != self._origin:
            return await self._say(send, 403)
        if self._batches.is_full:
            return await self._later(send)
        try:
            post = kind.read(fields(await _body(receive)), time.time())
            throttle.take(kind.limit, f"person {post.person}")
            why = await self._batches.keep(kind, post.what)
        except SealBroken:
            return await self._say(send, 403)
        except Refused as refused:
            return await self._say(send, 422, str(refused))
        except TooMany as much:
            return await self._say(send, 429, "often", retry_after=much.retry_after)
        except NotKept:
            return await self._later(send)
        return await self._say(send, 422 if why else 200, why)

    async def _later(self, send: Send) -> None:
        # Each after another while, so that they do not all come back at once.
        await self._say(send, 503, "busy", retry_after=random.randint(1, 3))  # noqa: S311 - nothing is secret about it

    async def _say(self, send: Send, status: int, why: str = "", retry_after: int = 0) -> None:
        body = json.dumps({"taken": status == 200, "why": why}).encode()
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", b"%d" % len(body)),
            (b"cache-control", b"no-store"),
            (b"access-control-allow-origin", self._origin),
            (b"access-control-expose-headers", b"retry-after"),
            (b"vary", b"origin"),
        ]
        if retry_after:
            headers.append((b"retry-after", b"%d" % retry_after))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def fields(body: bytes) -> dict[str, list[str]]:
    """Read a form as a browser sends it.

    :raises Refused: if it is none, or too long
    """
    try:
        found = parse_qs(body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError:
        raise Refused("unreadable") from None
    if any("\0" in word for name, values in found.items() for word in (name, *values)):
        raise Refused("unreadable")
    return found


async def _body(receive: Receive) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refused("gone")
        body += message.get("body", b"")
        if len(body) > LONGEST_BODY:
            raise Refused("long")
        more = message.get("more_body", False)
    return body


def store(kind: Kind[Any], batch: Sequence[Any]) -> Sequence[str]:
    """Store a batch as durably as the database can, and give each its answer."""
    from django.db import DatabaseError, connection  # noqa: PLC0415 - the tests of the second origin have no Django

    if connection.vendor == "sqlite" and connection.connection is None:
        with connection.cursor() as cursor:
            # Pages may lose the last moment in a power cut. What was answered here has reached the disk.
            cursor.execute("PRAGMA synchronous=FULL")
    try:
        return kind.take(batch, datetime.now(UTC))
    except DatabaseError:
        # A connection that broke is opened anew for the next one.
        connection.close()
        raise


@contextlib.asynccontextmanager
async def kept_in_batches(origin: str) -> AsyncIterator[Intake]:
    """Take posts as long as this lasts, and store what was begun."""
    batches = Batches(store)
    running = asyncio.create_task(batches.run())
    try:
        yield Intake(batches, origin)
    finally:
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running
