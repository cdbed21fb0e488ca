"""Live updates by server-sent events: ``GET /stream?token=…`` on the second origin.

Plain ASGI. It knows no database, no person and no session: a token names channels, a message
names what changed, and the page fetches that through its door. What a page missed it is told
(``missed``), so that it can look for itself.
"""

import asyncio
import json
import secrets
import time
from collections import deque
from collections.abc import Callable, Coroutine, Iterable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from xingtan.kernel.seals import SealBroken
from xingtan.kernel.wire import read_token

Scope = MutableMapping[str, Any]
Receive = Callable[[], Coroutine[Any, Any, MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Coroutine[Any, Any, None]]

HEARTBEAT_SECONDS = 20.0
LOOKS_EVERY_SECONDS = 1.0
REMEMBERED = 2_000
QUEUED = 64
LISTENERS = 6_000
LONGEST_TOKEN = 4_000
LONGEST_PAUSE_SECONDS = 10.0
# A page that lost its line comes back after a moment of its own, so that thousands do not come in the same one.
RETRY_MILLISECONDS = range(500, 2_500)
NOTHING: list[bytes] = []
"""What waits for most pages, most of the time: one for all, never added to."""


class Listener:
    """One open page: what waits to be sent to it. Whoever is too far behind is told to look for itself.

    :param send: its line; if that is full, it waits before it writes anything
    """

    __slots__ = ("_send", "_waiting", "channels", "due_at", "missed", "queue")

    def __init__(self, channels: Iterable[str], send: Send) -> None:
        self.channels = tuple(channels)
        self._send = send
        self.queue: list[bytes] = NOTHING
        self.missed = False
        # When it is woken although there is nothing new.
        self.due_at = 0.0
        self._waiting: asyncio.Future[None] | None = None

    def put(self, message: bytes) -> None:
        """Send a message to this page at once, or queue it if the page is busy with another."""
        if self._waiting and not self._waiting.done() and self._is_sent_at_once(message):
            return
        if not self.queue:
            # Most pages hear something seldom, and an empty queue is as large as all else of them.
            self.queue = [message]
        elif len(self.queue) < QUEUED:
            self.queue.append(message)
        else:
            self.missed = True
        self.wake()

    def take(self) -> bytes:
        """Give all that is queued."""
        waiting, self.queue = self.queue, NOTHING
        return waiting[0] if len(waiting) == 1 else b"".join(waiting)

    def has_news(self) -> bool:
        """Test whether there is anything to send to it."""
        return self.missed or bool(self.queue)

    def wake(self) -> None:
        """End its waiting."""
        if self._waiting and not self._waiting.done():
            self._waiting.set_result(None)

    async def wait(self) -> None:
        """Wait until there is something to do. Whoever is due is woken by the hub: a timer a page would cost more."""
        self._waiting = asyncio.get_running_loop().create_future()
        await self._waiting

    def _is_sent_at_once(self, message: bytes) -> bool:
        # To wake a page's task only to write a line costs as much again as the writing, five thousand times.
        writing = _write(self._send, message)
        try:
            writing.send(None)
        except StopIteration:
            return True
        # The line is full and nothing was written: the page's task waits until there is room.
        writing.close()
        return False


class Hub:
    """All open pages of this process, and the last messages for those that come back."""

    def __init__(self) -> None:
        # Numbers start anew with the process, so an id says which process gave it.
        self.life = secrets.token_hex(4)
        self.number = 0
        self.count = 0
        self._remembered: deque[tuple[int, str, bytes]] = deque(maxlen=REMEMBERED)
        self._listeners: dict[str, set[Listener]] = {}
        # What was told a moment ago and pauses, each with whether it was told again meanwhile.
        self._pausing: dict[tuple[str, str, str, float], bool] = {}

    def publish(self, channel: str, name: str, id: str, *, every: float = 0.0) -> None:  # noqa: A002 - the protocol's word
        """Send a message to every page that listens on its channel.

        :param every: what is alike is sent at once, and then at most once in so many seconds
        """
        key = (channel, name, id, every)
        if key in self._pausing:
            self._pausing[key] = True
            return
        if every > 0:
            self._pausing[key] = False
            asyncio.get_running_loop().call_later(min(every, LONGEST_PAUSE_SECONDS), self._end_pause, key)
        self._send(channel, name, id)

    def _end_pause(self, key: tuple[str, str, str, float]) -> None:
        if self._pausing.pop(key):
            channel, name, about, every = key
            self.publish(channel, name, about, every=every)

    def _send(self, channel: str, name: str, id: str) -> None:  # noqa: A002 - the protocol's word
        self.number += 1
        data = json.dumps({"channel": channel, "id": id}, ensure_ascii=False)
        message = f"id: {self.life}-{self.number}\nevent: {_line(name)}\ndata: {data}\n\n".encode()
        self._remembered.append((self.number, channel, message))
        for listener in self._listeners.get(channel, ()):
            listener.put(message)

    def join(self, channels: Iterable[str], send: Send, last: str = "") -> Listener:
        """Let a page listen, and give it what it missed since the id it saw last."""
        listener = Listener(channels, send)
        for channel in listener.channels:
            self._listeners.setdefault(channel, set()).add(listener)
        self.count += 1
        if last:
            self._replay(listener, last)
        return listener

    async def wake_those_due(self) -> None:
        """Wake each page when its heartbeat is due or its token ends, for as long as this runs."""
        while True:
            await asyncio.sleep(LOOKS_EVERY_SECONDS)
            now = time.time()
            for listener in {each for listeners in self._listeners.values() for each in listeners}:
                if listener.due_at <= now:
                    listener.wake()

    def leave(self, listener: Listener) -> None:
        """Forget a page."""
        self.count -= 1
        for channel in listener.channels:
            others = self._listeners[channel]
            others.discard(listener)
            if not others:
                del self._listeners[channel]

    def all_missed_something(self) -> None:
        """Tell every page to look for itself: messages may have been lost."""
        for listeners in self._listeners.values():
            for listener in listeners:
                listener.missed = True
                listener.wake()

    def say(self, name: str, *, is_seen: bool) -> bytes:
        """Write an event of our own; with an id, if the page has seen all there is up to now."""
        mark = f"id: {self.life}-{self.number}\n" if is_seen else ""
        return f"{mark}event: {name}\ndata: {{}}\n\n".encode()

    def _replay(self, listener: Listener, last: str) -> None:
        life, _, number = last.partition("-")
        oldest = self._remembered[0][0] if self._remembered else self.number + 1
        if life != self.life or not number.isdecimal() or int(number) + 1 < oldest:
            listener.missed = True
            return
        for each, channel, message in self._remembered:
            if each > int(number) and channel in listener.channels:
                listener.put(message)


class Stream:
    """The door to the hub.

    :param origin: the site's own; pages of no other may listen
    """

    def __init__(self, hub: Hub, origin: str) -> None:
        self._hub, self._origin = hub, origin.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a page in that has a token, and speak to it until it goes or its token ends."""
        headers = dict(scope["headers"])
        if scope["method"] != "GET":
            await refuse(send, 405)
        elif headers.get(b"origin", self._origin) != self._origin:
            await refuse(send, 403)
        elif self._hub.count >= LISTENERS:
            await refuse(send, 503, (b"retry-after", b"30"), *self._shared())
        else:
            try:
                channels, ends_at = read_token(_token(scope["query_string"]), now=time.time())
            except SealBroken:
                await refuse(send, 403, *self._shared())
            else:
                last = headers.get(b"last-event-id", b"").decode("latin-1")
                await self._let_in(receive, send, self._hub.join(channels, send, last), ends_at)

    async def _let_in(self, receive: Receive, send: Send, listener: Listener, ends_at: int) -> None:
        gone = asyncio.ensure_future(_gone(receive, listener))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": [*EVENT_STREAM, *self._shared()]})
            await self._speak(send, listener, gone, ends_at)
        finally:
            gone.cancel()
            self._hub.leave(listener)

    async def _speak(self, send: Send, listener: Listener, gone: "asyncio.Future[None]", ends_at: int) -> None:
        # With an id the page would take what waits for it as seen.
        is_behind = listener.has_news()
        retry = b"retry: %d\n" % secrets.choice(RETRY_MILLISECONDS)
        await _write(send, retry + self._hub.say("hello", is_seen=not is_behind))
        while not gone.done():
            if listener.missed:
                listener.missed = False
                listener.take()
                await _write(send, self._hub.say("missed", is_seen=True))
            elif listener.queue:
                await _write(send, listener.take())
            now = time.time()
            if now >= ends_at:
                # The page asks for a new token, and so passes its door again.
                await send({"type": "http.response.body", "body": self._hub.say("ended", is_seen=False)})
                return
            if not listener.has_news():
                listener.due_at = min(now + HEARTBEAT_SECONDS, ends_at)
                await listener.wait()
                if not (listener.has_news() or gone.done()):
                    await _write(send, b":\n\n")

    def _shared(self) -> tuple[tuple[bytes, bytes], ...]:
        return (b"access-control-allow-origin", self._origin), (b"vary", b"Origin")


EVENT_STREAM = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"cross-origin"),
)


async def refuse(send: Send, status: int, *headers: tuple[bytes, bytes]) -> None:
    """Say no, in a number and no words: nobody reads them here."""
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0"), *headers]})
    await send({"type": "http.response.body", "body": b""})


async def _gone(receive: Receive, listener: Listener) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    listener.wake()


async def _write(send: Send, data: bytes) -> None:
    await send({"type": "http.response.body", "body": data, "more_body": True})


def _token(query: bytes) -> str:
    return parse_qs(query[:LONGEST_TOKEN].decode("latin-1")).get("token", [""])[0]


def _line(text: str) -> str:
    return text.replace("\n", " ").replace("\r", " ")
