"""Whole pages for readers who have not signed in: made once a minute, compressed once, answered before Django.

``PageCache`` stands outside Django in ``site/wsgi.py``. It holds only answers that a view offers
with ``@page``, and none that turn out to be somebody's own.
"""

import gzip
import threading
import time
from collections.abc import Callable, Iterable
from functools import lru_cache, wraps
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, parse_cookie
from django.utils.translation import get_language_from_request

Environ = dict[str, Any]
Header = tuple[str, str]
View = Callable[..., HttpResponse]

OFFER = "xingtan.page"
MOST_BYTES = 32 * 1024 * 1024
LONGEST = 1000
THEMES = ("light", "dark")
MESSAGES_COOKIE = "messages"
# Told anew for what is kept, or true of the one request that made it.
NOT_KEPT = {"content-length", "etag", "vary", "x-request-id"}


def page(*, fresh: float = 60, query: tuple[str, ...] = ()) -> Callable[[View], View]:
    """Let this page be kept for readers who have not signed in, for so many seconds.

    :param query: the names it reads from the query; with any other the page is made anew
    """

    def kept(view: View) -> View:
        @wraps(view)
        def offered(request: HttpRequest, *args: Any, **url: Any) -> HttpResponse:
            response = view(request, *args, **url)
            if _is_for_all(request, response) and set(request.GET) <= set(query):
                request.META[OFFER] = fresh
                # It is compressed once, outside; a browser asks each time whether it has changed.
                request.META.pop("HTTP_ACCEPT_ENCODING", None)
                response.headers.setdefault("Cache-Control", "no-cache")
            return response

        return offered

    return kept


def _is_for_all(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        request.method == "GET"
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "HTTP_HX_REQUEST" not in request.META
        and not request.user.is_authenticated
    )


class PageCache:
    """Answers from memory what was offered by a view less than a moment ago, and asks Django for the rest."""

    def __init__(self, application: Any, most_bytes: int = MOST_BYTES) -> None:
        self._application, self._most_bytes, self._bytes = application, most_bytes, 0
        self._pages: dict[Any, _Kept] = {}
        self._making: dict[Any, threading.Lock] = {}
        self._lock = threading.Lock()

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        key = _key(environ)
        if key is None:
            answer: Iterable[bytes] = self._application(environ, start_response)
            return answer
        found = self._pages.get(key)
        if found is None:
            return self._ask(key, environ, start_response)
        if found.until <= time.monotonic():
            # One asks Django, the others wait for its answer: a busy page that ends is made once.
            with self._lock:
                making = self._making.setdefault(key, threading.Lock())
            with making:
                found = self._pages.get(key)
                if found is None or found.until <= time.monotonic():
                    return self._ask(key, environ, start_response)
        return found.answer(environ, start_response)

    def _ask(self, key: Any, environ: Environ, start_response: Any) -> Iterable[bytes]:
        held: list[tuple[str, list[Header]]] = []
        accepted = environ.get("HTTP_ACCEPT_ENCODING", "")

        def started(status: str, headers: list[Header], trouble: Any = None) -> Any:
            if OFFER in environ and trouble is None:
                held.append((status, headers))
                return None
            return start_response(status, headers, trouble)

        pieces: Any = self._application(environ, started)
        if not held:
            return pieces  # type: ignore[no-any-return]  # what a WSGI application returns
        try:
            body = b"".join(pieces)
        finally:
            if hasattr(pieces, "close"):
                pieces.close()
        status, headers = held[0]
        if not _is_nobodys(environ, headers, body, key):
            start_response(status, headers)
            return [body]
        made = _Kept(headers, body, time.monotonic() + environ[OFFER])
        self._put(key, made)
        environ["HTTP_ACCEPT_ENCODING"] = accepted
        return made.answer(environ, start_response)

    def _put(self, key: Any, made: "_Kept") -> None:
        with self._lock:
            self._drop(key)
            self._pages[key] = made
            self._bytes += made.size
            while self._bytes > self._most_bytes:
                self._drop(next(iter(self._pages)))

    def _drop(self, key: Any) -> None:
        old = self._pages.pop(key, None)
        self._bytes -= old.size if old else 0
        self._making.pop(key, None)


class _Kept:
    """A page, ready to be sent."""

    __slots__ = ("_packed", "_packed_headers", "_plain_headers", "_same_headers", "_tag", "size", "until")

    def __init__(self, headers: list[Header], body: bytes, until: float) -> None:
        self._packed = gzip.compress(body, 9, mtime=0)
        self._tag = f'"{blake2b(body, digest_size=12).hexdigest()}'
        own = [(name, value) for name, value in headers if name.lower() not in NOT_KEPT]
        said = ", ".join(value for name, value in headers if name.lower() == "vary")
        own.append(("Vary", f"{said}, Accept-Encoding" if said else "Accept-Encoding"))
        self._plain_headers = [*own, ("ETag", f'{self._tag}"'), ("Content-Length", str(len(body)))]
        packed = ("Content-Encoding", "gzip"), ("ETag", f'{self._tag}-gz"'), ("Content-Length", str(len(self._packed)))
        self._packed_headers = [*own, *packed]
        self._same_headers = [
            (name, value) for name, value in own if name.lower() not in ("content-type", "content-language")
        ]
        self.size = len(self._packed) + 2000
        self.until = until

    def answer(self, environ: Environ, start_response: Any) -> list[bytes]:
        """Send it, or say that the browser has it."""
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and self._tag in known:
            tag = f'{self._tag}-gz"' if f'{self._tag}-gz"' in known else f'{self._tag}"'
            start_response("304 Not Modified", [*self._same_headers, ("ETag", tag)])
            return []
        is_packed = takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
        start_response("200 OK", self._packed_headers if is_packed else self._plain_headers)
        if environ["REQUEST_METHOD"] == "HEAD":
            return []
        return [self._packed if is_packed else gzip.decompress(self._packed)]


def _key(environ: Environ) -> Any:
    """Name what the answer depends on; nothing if it may depend on who asks."""
    if (
        environ["REQUEST_METHOD"] not in ("GET", "HEAD")
        or "HTTP_AUTHORIZATION" in environ
        or "HTTP_HX_REQUEST" in environ
    ):
        return None
    reader = _reader(environ.get("HTTP_COOKIE", ""), environ.get("HTTP_ACCEPT_LANGUAGE", ""))
    query = environ.get("QUERY_STRING", "")
    if reader is None or len(query) > LONGEST:
        return None
    where = environ.get("HTTP_HOST"), environ["wsgi.url_scheme"], environ.get("HTTP_X_FORWARDED_PROTO")
    return environ["PATH_INFO"], query, reader, where


@lru_cache(4096)
def _reader(cookies: str, languages: str) -> tuple[str, str] | None:
    """Tell the language and theme of someone who has not signed in, exactly as Django will."""
    if len(cookies) + len(languages) > LONGEST:
        return None
    request = HttpRequest()
    request.COOKIES, request.META = parse_cookie(cookies), {"HTTP_ACCEPT_LANGUAGE": languages}
    if settings.SESSION_COOKIE_NAME in request.COOKIES or MESSAGES_COOKIE in request.COOKIES:
        return None
    theme = request.COOKIES.get("theme", "")
    return get_language_from_request(request), theme if theme in THEMES else ""


@lru_cache(256)
def takes_gzip(accepted: str) -> bool:
    """Read from ``Accept-Encoding`` whether a browser takes what is compressed."""
    for coding in accepted.lower().split(","):
        name, _, quality = coding.replace(" ", "").partition(";q=")
        if name == "gzip":
            return not quality or quality.strip("0.") != ""
    return False


def _is_nobodys(environ: Environ, headers: list[Header], body: bytes, key: Any) -> bool:
    """Test once more, on the finished answer, that nothing in it is anybody's own."""
    said = {name.lower(): value for name, value in headers}
    return (
        "set-cookie" not in said
        and "content-encoding" not in said
        and not environ.get("CSRF_COOKIE_NEEDS_UPDATE")
        and b"csrfmiddlewaretoken" not in body
        and said.get("content-language", key[2][0]) == key[2][0]
    )
