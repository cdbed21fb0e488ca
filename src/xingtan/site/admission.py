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

from xingtan.kernel.seals import SealBroken, seal, unseal

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
# Whoever came so many times in vain is let in, also while others keep all hands full: nobody waits for ever. Both
# cookies are sealed for their page, or a queue would be for those who do not know how to write one.
WAITED = "waited"
MOST_WAITS = 6
WAIT_COUNTS_SECONDS = 60
# Who comes again at once, as no page does, has not waited.
SHORTEST_WAIT_SECONDS = 1
# So that those who waited are not a crowd themselves: about a third of what a process can do.
WAITED_LET_IN_PER_SECOND = 20
_COOKIES = {name: re.compile(rf"(?:^|;)\s*{name}=([\w-]{{20,200}})\s*(?:;|$)") for name in (COOKIE, WAITED)}


class Admission:
    """Lets in, or asks to come again in a moment.

    :param is_https: whether the site's cookies are for encrypted lines only
    :param wall: the clock that all processes share
    """

    def __init__(
        self,
        application: Application,
        *,
        is_https: bool,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self._application, self._clock, self._wall = application, clock, wall
        self._secure = "; Secure" if is_https else ""
        self._ended_at = clock()
        self._filled = 0.0
        self._second, self._let_in = 0, 0

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        began = self._clock()
        self._filled = max(self._filled - (began - self._ended_at) * PAUSES_COUNT, 0)
        try:
            if not is_join(environ):
                return self._application(environ, start_response)
            if self.is_overrun and not self._was_in(environ):
                waited, is_soon = self._waited(environ)
                if waited < MOST_WAITS or not self._has_room():
                    again = waited if is_soon else min(waited + 1, MOST_WAITS)
                    return self._send_away(environ, again, start_response)
            return self._application(environ, self._remembering(environ, start_response))
        finally:
            self._ended_at = self._clock()
            worked = min(self._ended_at - began, MOST_OF_ONE_SECONDS)
            self._filled = min(self._filled + worked, MOST_SECONDS)

    @property
    def is_overrun(self) -> bool:
        """Test whether there has been next to no pause for so long that whoever comes stands in a queue."""
        return self._filled > FULL_SECONDS

    def _was_in(self, environ: Environ) -> bool:
        return self._said(environ, COOKIE) is not None

    def _waited(self, environ: Environ) -> tuple[int, bool]:
        """Tell how often this browser came to this session in vain just now, and whether it hardly waited since."""
        said = self._said(environ, WAITED)
        if said is None:
            return 0, False
        count, ends_at = said
        return count[0], self._wall() - (ends_at - WAIT_COUNTS_SECONDS) < SHORTEST_WAIT_SECONDS

    def _said(self, environ: Environ, name: str) -> tuple[bytes, int] | None:
        found = _COOKIES[name].search(environ.get("HTTP_COOKIE", ""))
        if found is None:
            return None
        try:
            return unseal(f"admission-{name}", found[1], now=self._wall(), also=_page_of(environ))
        except SealBroken:
            return None

    def _sealed(self, environ: Environ, name: str, says: bytes, seconds: int) -> str:
        sealed = seal(f"admission-{name}", says, ends_at=int(self._wall()) + seconds, also=_page_of(environ))
        return f"{name}={sealed}; Path={environ['PATH_INFO']}; Max-Age={seconds}; HttpOnly; SameSite=Lax{self._secure}"

    def _has_room(self) -> bool:
        """Test whether one more of those who waited is let in within this second."""
        second = int(self._clock())
        if second != self._second:
            self._second, self._let_in = second, 0
        self._let_in += 1
        return self._let_in <= WAITED_LET_IN_PER_SECOND

    def _send_away(self, environ: Environ, waited: int, start_response: Any) -> Iterable[bytes]:
        from django.core.handlers.wsgi import WSGIRequest  # noqa: PLC0415 - this stands before Django
        from django.utils.translation import get_language_from_request  # noqa: PLC0415 - this stands before Django

        language = get_language_from_request(WSGIRequest(environ))
        again = random.randint(*COMES_AGAIN_SECONDS)  # noqa: S311 - nothing is secret about it
        body = _page(language, again)
        headers = [
            ("Set-Cookie", self._sealed(environ, WAITED, bytes([waited]), WAIT_COUNTS_SECONDS)),
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

    def _remembering(self, environ: Environ, start_response: Any) -> Any:
        def started(status: str, headers: list[tuple[str, str]], *trouble: Any) -> Any:
            if status.startswith("200"):
                # Says nothing but that this browser has been in: a page that is loaded again is no new join.
                headers = [*headers, ("Set-Cookie", self._sealed(environ, COOKIE, b"", STAYS_SECONDS))]
            return start_response(status, headers, *trouble)

        return started


def is_join(environ: Environ) -> bool:
    """Test whether somebody comes to a session, and not a part of a page that is there already."""
    return (
        environ["REQUEST_METHOD"] == "GET"
        and "HTTP_HX_REQUEST" not in environ
        and JOIN.match(environ["PATH_INFO"]) is not None
    )


def _page_of(environ: Environ) -> bytes:
    return str(environ["PATH_INFO"]).encode("utf-8", "replace")


@cache
def _page(language: str, again: int) -> bytes:
    from django.template.loader import render_to_string  # noqa: PLC0415 - this stands before Django
    from django.utils.translation import override  # noqa: PLC0415 - this stands before Django

    with override(language):
        return render_to_string("busy.html", {"again": again}).encode()


def _policy() -> str:
    from xingtan.site.middleware import CONTENT_SECURITY_POLICY  # noqa: PLC0415 - this stands before Django

    return CONTENT_SECURITY_POLICY
