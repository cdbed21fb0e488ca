"""Answers that are made for one person, compressed on their way out; what is the same for everyone is compressed once.

The fastest level: it takes two thirds off a page and a fifth of a millisecond. Somebody who could put words of their
own beside a secret might learn it from the length of what comes back (BREACH): tokens are masked anew in every
answer, and each answer is longer by a random number of bytes.
"""

import zlib
from collections.abc import Callable
from random import SystemRandom
from struct import pack

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from xingtan.kernel.cache import takes_gzip

LEAST_BYTES = 1000
MOST_PADDING = 100
KINDS = ("text/html", "text/xml", "application/json", "application/atom+xml", "text/csv", "text/plain", "image/svg+xml")

_random = SystemRandom()
# A name of the file inside follows the head: it is where the padding goes.
_HEAD = b"\x1f\x8b\x08\x08\0\0\0\0\x04\xff"


def packed(answer: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Compress what is long enough to be worth it, for who takes it (middleware)."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        if not _is_worth_it(response):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        if takes_gzip(request.META.get("HTTP_ACCEPT_ENCODING", "")):
            response.content = pressed(response.content)  # type: ignore[attr-defined]  # one that streams is not worth it
            response.headers["Content-Encoding"] = "gzip"
            response.headers["Content-Length"] = str(len(response.content))  # type: ignore[attr-defined]  # as above
        return response

    return answered


def pressed(body: bytes) -> bytes:
    """Compress in haste, and add what hides the length."""
    press = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)
    padding = b"." * _random.randrange(MOST_PADDING) + b"\0"
    end = pack("<LL", zlib.crc32(body), len(body) & 0xFFFFFFFF)
    return b"".join((_HEAD, padding, press.compress(body), press.flush(), end))


def _is_worth_it(response: HttpResponseBase) -> bool:
    return (
        not response.streaming
        and "Content-Encoding" not in response.headers
        and response.headers.get("Content-Type", "").startswith(KINDS)
        and len(response.content) >= LEAST_BYTES  # type: ignore[attr-defined]  # one that streams was sent away above
    )
