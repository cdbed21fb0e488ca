"""Asking another server, and reading no more of its answer than we want to."""

import contextlib
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Any

import httpx

from xingtan.kernel.errors import OutsideFailed
from xingtan.kernel.http.connecting import NoAnswer, Way

SECONDS = 20.0
MOST_BYTES = 10 * 1024 * 1024
REDIRECTS = 5
NAME = "Xingtan"


@dataclass(frozen=True, slots=True)
class Reply:
    """What the other server said."""

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """Read the body as UTF-8, which is what is agreed on nearly everywhere."""
        return self.body.decode("utf-8", "replace")

    def json(self) -> Any:
        """Read the body as JSON.

        :raises OutsideFailed: if it is none
        """
        try:
            return json.loads(self.body)
        except ValueError:
            raise OutsideFailed("the answer is not JSON") from None


def fetch(
    url: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    data: bytes | Mapping[str, str] | None = None,
    seconds: float = SECONDS,
    most_bytes: int = MOST_BYTES,
    into: IO[bytes] | None = None,
) -> Reply:
    """Ask another server, and give its answer whatever its status.

    :param data: a body as it is, or the fields of a form
    :param seconds: for everything: the name, the connection, redirects, the last byte
    :param into: where a large body goes as it comes, instead of into the reply
    :raises NoAnswer: if nobody answers, or stops in the middle; another try may do
    :raises OutsideFailed: if it may not be asked, does not answer in time, or says too much
    """
    deadline = time.monotonic() + seconds
    fields: dict[str, Any] = {"content": data} if isinstance(data, bytes) else {"data": data}
    asked = {"user-agent": NAME, "accept-encoding": "identity", **(headers or {})}
    try:
        with httpx.Client(transport=Way(deadline), trust_env=False, timeout=seconds) as client:
            request = client.build_request(method, url, headers=asked, **fields)
            for _ in range(REDIRECTS + 1):
                with contextlib.closing(client.send(request, stream=True)) as answer:
                    if answer.next_request is None:
                        body = _body(answer, most_bytes, into)
                        return Reply(answer.status_code, str(answer.url), dict(answer.headers), body)
                    if request.url.scheme == "https" and answer.next_request.url.scheme != "https":
                        raise OutsideFailed("a redirect leads from https to http")
                    request = answer.next_request
    except httpx.TransportError as trouble:
        raise NoAnswer(type(trouble).__name__) from None
    except (httpx.HTTPError, httpx.InvalidURL) as trouble:
        raise OutsideFailed(type(trouble).__name__) from None
    raise OutsideFailed("too many redirects")


def _body(answer: httpx.Response, most_bytes: int, into: IO[bytes] | None) -> bytes:
    # We asked for plain bytes. What is packed all the same could unpack to anything.
    if answer.headers.get("content-encoding", "identity") != "identity":
        raise OutsideFailed("the answer is packed")
    pieces: list[bytes] = []
    keep = into.write if into else pieces.append
    size = 0
    for piece in answer.iter_raw():
        size += len(piece)
        if size > most_bytes:
            raise OutsideFailed("the answer is too large")
        keep(piece)
    return b"".join(pieces)
