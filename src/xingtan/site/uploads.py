"""Bytes of uploaded files: ``GET /f/<signed>/<name>`` on the second origin.

Plain ASGI. The address itself is the permission; what it shows can reach nothing of the site,
and what acts in it acts in a sandbox.
"""

import asyncio
import re
import time
from email.utils import formatdate
from functools import partial
from typing import BinaryIO
from urllib.parse import quote, unquote

from xingtan.kernel.files.addresses import Shown, check
from xingtan.kernel.files.media import ACTIVE, PDF
from xingtan.kernel.files.stores import Store
from xingtan.kernel.seals import SealBroken
from xingtan.site.stream import Receive, Scope, Send, refuse

CHUNK = 256 * 1024
_range = re.compile(rb"bytes=(\d{0,18})-(\d{0,18})")
Headers = list[tuple[bytes, bytes]]


class Uploads:
    """The door to kept files.

    :param origin: the site's own, which may show them in a frame
    """

    def __init__(self, store: Store, origin: str) -> None:
        self._store, self._origin = store, origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the file, or a part of it, if the address is one of ours and still holds."""
        if scope["method"] not in ("GET", "HEAD"):
            await refuse(send, 405, (b"allow", b"GET, HEAD"))
            return
        sealed, _, name = scope["raw_path"].decode("latin-1").partition("?")[0].removeprefix("/f/").partition("/")
        sealed, name = unquote(sealed), unquote(name)
        try:
            shown = check(sealed, name, now=time.time())
            elsewhere = self._elsewhere(shown)
            if elsewhere:
                await refuse(send, 302, (b"location", elsewhere.encode()), (b"cache-control", _keep_for(shown)))
                return
            file = await asyncio.to_thread(self._store.open, shown.digest)
        except (SealBroken, FileNotFoundError):
            await refuse(send, 404, (b"cache-control", b"no-store"))
            return
        with file:
            await self._answer(scope, send, shown, file)

    def _elsewhere(self, shown: Shown) -> str | None:
        seconds = max(1, int(shown.ends_at - time.time()))
        return self._store.elsewhere(
            shown.digest, media_type=shown.media_type, disposition=disposition(shown), seconds=seconds
        )

    async def _answer(self, scope: Scope, send: Send, shown: Shown, file: BinaryIO) -> None:
        asked = dict(scope["headers"])
        size = file.seek(0, 2)
        tag = f'"{shown.digest[:32]}"'.encode()
        headers: Headers = [*self._headers(shown), (b"etag", tag), (b"accept-ranges", b"bytes")]
        if tag in asked.get(b"if-none-match", b""):
            await _start(send, 304, headers)
            return
        wanted = asked.get(b"range") if asked.get(b"if-range", tag) == tag else None
        status, start, end = part_of(wanted, size)
        if status == 416:
            await refuse(send, 416, (b"content-range", b"bytes */%d" % size), *headers)
            return
        if status == 206:
            headers.append((b"content-range", b"bytes %d-%d/%d" % (start, end - 1, size)))
        headers.append((b"content-length", b"%d" % (end - start)))
        if scope["method"] == "HEAD":
            await _start(send, status, headers)
        else:
            await send({"type": "http.response.start", "status": status, "headers": headers})
            await _pour(send, file, start, end)

    def _headers(self, shown: Shown) -> Headers:
        return [
            (b"content-type", content_type(shown).encode()),
            (b"content-disposition", disposition(shown).encode()),
            (b"content-security-policy", policy(shown, self._origin).encode()),
            (b"cache-control", _keep_for(shown)),
            (b"expires", formatdate(shown.ends_at, usegmt=True).encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"x-robots-tag", b"noindex"),
            (b"referrer-policy", b"no-referrer"),
            # Whoever has the address may have the bytes: captions, fonts and modules of a sandbox ask by CORS.
            (b"access-control-allow-origin", b"*"),
            (b"cross-origin-resource-policy", b"cross-origin"),
        ]


def policy(shown: Shown, origin: str) -> str:
    """Say what the file may do when a browser opens it as a page."""
    framed = f"frame-ancestors {origin}"
    if shown.is_sandboxed:
        # Its scripts run in an origin that belongs to nobody, and reach nothing outside this one.
        own = "'self' data: blob: 'unsafe-inline' 'unsafe-eval'"
        allowed = "allow-scripts allow-forms allow-popups allow-modals allow-pointer-lock"
        return f"default-src {own}; form-action 'none'; base-uri 'none'; {framed}; sandbox {allowed}"
    if shown.media_type == PDF:
        # Browsers show a PDF in a viewer of their own, which a sandbox would shut out.
        return f"default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; {framed}"
    return f"default-src 'none'; img-src 'self' data:; media-src 'self'; style-src 'unsafe-inline'; {framed}; sandbox"


def disposition(shown: Shown) -> str:
    """Say whether the file is shown or saved, and under which name."""
    plain = re.sub(r"[^A-Za-z0-9._ -]", "_", shown.name)
    kind = "inline" if shown.is_inline else "attachment"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(shown.name, safe='', errors='replace')}"


def content_type(shown: Shown) -> str:
    """Say what the file is; text of ours is UTF-8, and a page says itself what it is written in."""
    is_text = shown.media_type.startswith("text/") or shown.media_type == "application/x-subrip"
    return f"{shown.media_type}; charset=utf-8" if is_text and shown.media_type not in ACTIVE else shown.media_type


def part_of(wanted: bytes | None, size: int) -> tuple[int, int, int]:
    """Find the part that is asked for: status, first byte, and the byte after the last.

    What is no single range of bytes is answered whole, as the standard allows.
    """
    found = _range.fullmatch(wanted.strip()) if wanted else None
    if not found or found[1] == found[2] == b"":
        return 200, 0, size
    if not found[1]:
        length = int(found[2])
        return (206, max(0, size - length), size) if length and size else (416, 0, 0)
    start = int(found[1])
    last = int(found[2]) if found[2] else size - 1
    if found[2] and last < start:
        return 200, 0, size
    return (206, start, min(last + 1, size)) if start < size else (416, 0, 0)


def _keep_for(shown: Shown) -> bytes:
    return b"private, max-age=%d, immutable" % max(0, shown.ends_at - int(time.time()))


async def _start(send: Send, status: int, headers: Headers) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


async def _pour(send: Send, file: BinaryIO, start: int, end: int) -> None:
    loop = asyncio.get_running_loop()
    file.seek(start)
    left = end - start
    while left > 0:
        # The disk may be slow, and others wait on this thread.
        piece = await loop.run_in_executor(None, partial(file.read, min(CHUNK, left)))
        if not piece:
            break
        left -= len(piece)
        await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b""})
