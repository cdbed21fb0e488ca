"""Phones of a class: each with a line of its own to the site, and one to the process that takes posts."""

from __future__ import annotations

import asyncio
import re
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

LONGEST_WAIT = 30.0
COOKIE = re.compile(rb"(?i)\r\nset-cookie: ([^=]+)=([^;\r]*)")


class Line(asyncio.Protocol):
    """One connection, kept open, on which one request is asked at a time."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._transport: Any = None
        self._waiting = b""
        self._answer: asyncio.Future[int] | None = None
        self.body = b""
        # When the last answer said to come again, in seconds; 0 if it did not.
        self.comes_again = 0
        # What the site asked this browser to remember.
        self.cookies: dict[str, str] = {}

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        if self._answer and not self._answer.done():
            self._answer.set_exception(ConnectionError("the line broke"))

    def data_received(self, data: bytes) -> None:
        self._waiting += data
        head, found, rest = self._waiting.partition(b"\r\n\r\n")
        if not found:
            return
        said = head.lower()
        status = int(head[9:12])
        if b"transfer-encoding: chunked" in said:
            if not rest.endswith(b"0\r\n\r\n"):
                return
        elif status not in (204, 304):
            at = said.find(b"content-length: ")
            size = int(said[at + 16 :].partition(b"\r")[0]) if at >= 0 else 0
            if len(rest) < size:
                return
        self._waiting, self.body = b"", rest
        at = said.find(b"retry-after: ")
        self.comes_again = int(said[at + 13 :].partition(b"\r")[0]) if at >= 0 else 0
        self.cookies |= {name.decode(): value.decode() for name, value in COOKIE.findall(head)}
        if self._answer and not self._answer.done():
            self._answer.set_result(status)

    async def ask(self, request: bytes) -> int:
        """Send a request, and give the status of its answer; 0 if there is none."""
        loop = asyncio.get_running_loop()
        try:
            if self._transport is None:
                self._waiting = b""
                await loop.create_connection(lambda: self, "127.0.0.1", self._port)
            self._answer = loop.create_future()
            self._transport.write(request)
            async with asyncio.timeout(LONGEST_WAIT):
                return await self._answer
        except (OSError, TimeoutError):
            self.close()
            return 0

    def close(self) -> None:
        """Hang up."""
        if self._transport:
            self._transport.abort()
            self._transport = None


def get(path: str, cookies: Mapping[str, str], **headers: str) -> bytes:
    """Write a GET as a browser with these cookies sends it."""
    named = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    kept = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return (
        f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\nCookie: {kept}\r\n{named}\r\n"
    ).encode()


def post(path: str, form: Mapping[str, str], cookie: str = "") -> bytes:
    """Write a POST; with a cookie also the token that guards against other sites."""
    csrf = "b" * 32
    body = urlencode({"csrfmiddlewaretoken": csrf, **form} if cookie else form)
    cookies = f"Cookie: sessionid={cookie}; csrftoken={csrf}\r\n" if cookie else ""
    kind = "Content-Type: application/x-www-form-urlencoded\r\n"
    return (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\n{cookies}{kind}Content-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


@dataclass
class Flood:
    """What came of many posts."""

    statuses: Counter[int] = field(default_factory=Counter)
    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        """Give how many were kept a second."""
        return self.statuses[200] / self.seconds


async def flood(port: int, requests: Iterable[bytes], *, lines: int, seconds: float) -> Flood:
    """Post one after the other on so many lines, for so long or until there are no more."""
    waiting, result = iter(requests), Flood()
    started = time.perf_counter()

    async def one() -> None:
        line = Line(port)
        for request in waiting:
            if (sent := time.perf_counter()) - started > seconds:
                break
            result.statuses[await line.ask(request)] += 1
            result.waits.append(time.perf_counter() - sent)
        line.close()

    await asyncio.gather(*(one() for _ in range(lines)))
    result.seconds = time.perf_counter() - started
    return result


def percentile(values: list[float], share: float) -> float:
    """Give the value that so large a share of them does not pass."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]
