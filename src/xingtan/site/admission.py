"""Admission: when more come than can be answered, those who are in go on, and who joins a session waits a little.

It stands outside Django in each web process, where nobody sees how many wait before it. It sees its own pauses: work
fills a measure, pauses empty it several times as fast. Who has next to no pauses has a queue, whatever the reason.
Sending somebody away costs a hundredth of letting them in, so the queue ends, and who comes again is let in.
"""

import random
import re
import time
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]

# A whole page of a session; its parts and posts are of those who are in.
JOIN = re.compile(r"/sessions/[0-9a-f-]{36}/$")
COOKIE = "joined"
STAYS_SECONDS = 6 * 3600
# A process that works four fifths of its time or more fills the measure. A pause of nothing at all is no sign of a queue:
# on a busy machine there are some milliseconds between two requests, also when hundreds wait.
PAUSES_COUNT = 4
FULL_SECONDS = 1.0
MOST_SECONDS = 3.0
# One slow answer is no queue.
MOST_OF_ONE_SECONDS = 0.1
COMES_AGAIN_SECONDS = (2, 5)
# Whoever came so many times in vain is let in, also while others keep all hands full: nobody waits for ever.
WAITED = "waited"
MOST_WAITS = 6
WAIT_COUNTS_SECONDS = 60
_WAITED = re.compile(rf"\b{WAITED}=([0-9]{{1,2}})\b")


class Admission:
    """Lets in, or asks to come again in a moment.

    :param is_https: whether the site's cookies are for encrypted lines only
    """

    def __init__(
        self, application: Application, *, is_https: bool, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._application, self._clock = application, clock
        self._secure = "; Secure" if is_https else ""
        self._ended_at = clock()
        self._filled = 0.0

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        began = self._clock()
        self._filled = max(self._filled - (began - self._ended_at) * PAUSES_COUNT, 0)
        try:
            if not is_join(environ):
                return self._application(environ, start_response)
            if self.is_overrun and f"{COOKIE}=1" not in environ.get("HTTP_COOKIE", ""):
                waited = times_waited(environ)
                if waited < MOST_WAITS:
                    return self._send_away(environ, waited + 1, start_response)
            return self._application(environ, self._remembering(environ["PATH_INFO"], start_response))
        finally:
            self._ended_at = self._clock()
            worked = min(self._ended_at - began, MOST_OF_ONE_SECONDS)
            self._filled = min(self._filled + worked, MOST_SECONDS)

    @property
    def is_overrun(self) -> bool:
        """Test whether there has been next to no pause for so long that whoever comes stands in a queue."""
        return self._filled > FULL_SECONDS

    def _send_away(self, environ: Environ, waited: int, start_response: Any) -> Iterable[bytes]:
        from django.core.handlers.wsgi import WSGIRequest  # noqa: PLC0415 - this stands before Django
        from django.utils.translation import get_language_from_request  # noqa: PLC0415 - this stands before Django

        language = get_language_from_request(WSGIRequest(environ))
        again = random.randint(*COMES_AGAIN_SECONDS)  # noqa: S311 - nothing is secret about it
        body = _page(language, again)
        counted = (
            f"{WAITED}={waited}; Path={environ['PATH_INFO']}; Max-Age={WAIT_COUNTS_SECONDS}; HttpOnly; SameSite=Lax"
        )
        headers = [
            ("Set-Cookie", f"{counted}{self._secure}"),
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("Content-Language", language),
            ("Retry-After", str(again)),
            # Browsers keep to this one, with script and without: the same address again, as it was asked for.
            ("Refresh", str(again)),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
            ("Content-Security-Policy", _policy()),
        ]
        start_response("503 Service Unavailable", headers)
        return [body]

    def _remembering(self, path: str, start_response: Any) -> Any:
        def started(status: str, headers: list[tuple[str, str]], *trouble: Any) -> Any:
            if status.startswith("200"):
                # Says nothing but that this browser has been in: a page that is loaded again is no new join.
                kept = f"{COOKIE}=1; Path={path}; Max-Age={STAYS_SECONDS}; HttpOnly; SameSite=Lax{self._secure}"
                headers = [*headers, ("Set-Cookie", kept)]
            return start_response(status, headers, *trouble)

        return started


def is_join(environ: Environ) -> bool:
    """Test whether somebody comes to a session, and not a part of a page that is there already."""
    return (
        environ["REQUEST_METHOD"] == "GET"
        and "HTTP_HX_REQUEST" not in environ
        and JOIN.match(environ["PATH_INFO"]) is not None
    )


def times_waited(environ: Environ) -> int:
    """Tell how often this browser came to this session in vain just now; whoever cheats is let in sooner, that is all."""
    found = _WAITED.search(environ.get("HTTP_COOKIE", ""))
    return int(found[1]) if found else 0


@cache
def _page(language: str, again: int) -> bytes:
    from django.template.loader import render_to_string  # noqa: PLC0415 - this stands before Django
    from django.utils.translation import override  # noqa: PLC0415 - this stands before Django

    with override(language):
        return render_to_string("busy.html", {"again": again}).encode()


def _policy() -> str:
    from xingtan.site.middleware import CONTENT_SECURITY_POLICY  # noqa: PLC0415 - this stands before Django

    return CONTENT_SECURITY_POLICY
