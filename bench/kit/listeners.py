"""Open pages that listen, as many as a server bears: what a browser's EventSource does, and no more."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Sequence
from typing import Any

RETRY = re.compile(rb"retry: (\d+)")
# The second processor is busy with the server: so many at once come in without waiting long.
AT_ONCE = 100


class Page(asyncio.Protocol):
    """One page: it comes back when its line breaks, and says which message it saw last."""

    def __init__(self, port: int, token: str, heard: Callable[[Page, str, str], object]) -> None:
        self._port, self._token, self._heard = port, token, heard
        self._transport: asyncio.Transport | None = None
        self._waiting, self._retry = b"", 3.0
        self._is_closed = False
        self.last = ""
        self.status = 0
        self.life = ""
        self.broke_at = 0.0
        # How long it was away, each time its line broke.
        self.away: list[float] = []
        self.greeted = asyncio.Event()

    async def open(self) -> None:
        """Connect, however often it takes."""
        loop = asyncio.get_running_loop()
        while not self._is_closed:
            try:
                await loop.create_connection(lambda: self, "127.0.0.1", self._port)
                return
            except OSError:
                await asyncio.sleep(self._retry)

    def close(self) -> None:
        """Go for good."""
        self._is_closed = True
        if self._transport:
            self._transport.close()

    def connection_made(self, transport: Any) -> None:
        self._transport = transport
        seen = f"Last-Event-ID: {self.last}\r\n" if self.last else ""
        asked = f"GET /stream?token={self._token} HTTP/1.1\r\nHost: localhost\r\n{seen}\r\n"
        transport.write(asked.encode())

    def data_received(self, data: bytes) -> None:
        *events, self._waiting = (self._waiting + data).split(b"\n\n")
        for event in events:
            self._read(event)

    def _read(self, event: bytes) -> None:
        name = _field(event, b"event: ")
        if last := _field(event, b"id: "):
            self.last = last
        if name == "hello":
            self.life = self.last.partition("-")[0]
            if found := RETRY.search(event):
                self._retry = int(found[1]) / 1000
            if self.broke_at:
                self.away.append(time.monotonic() - self.broke_at)
                self.broke_at = 0.0
            self.greeted.set()
        if name:
            self._heard(self, name, _field(event, b"data: "))

    def connection_lost(self, exc: Exception | None) -> None:
        self._waiting = b""
        if not self._is_closed:
            self.broke_at = self.broke_at or time.monotonic()
            loop = asyncio.get_running_loop()
            loop.call_later(self._retry, lambda: loop.create_task(self.open()))


def _field(event: bytes, name: bytes) -> str:
    """Read one field, by looking for it: five thousand pages that hear the same are to cost next to nothing."""
    at = event.find(name)
    if at < 0:
        return ""
    return event[at + len(name) :].partition(b"\n")[0].strip().decode()


async def open_all(pages: Sequence[Page]) -> None:
    """Open all of them, some at a time, and wait until each was greeted."""
    for start in range(0, len(pages), AT_ONCE):
        some = pages[start : start + AT_ONCE]
        await asyncio.gather(*(page.open() for page in some))
        async with asyncio.timeout(60):
            for page in some:
                await page.greeted.wait()
