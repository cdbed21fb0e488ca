"""The polite way to a platform: conditional, patient, bounded. See ``registry.Way``."""

import email.utils
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import IO, Any, NamedTuple
from urllib.parse import urldefrag

from django.utils.translation import gettext as _

from xingtan.harvest.adapters.robots import Robots
from xingtan.harvest.registry import Bad, Reply, Unchanged
from xingtan.kernel import http
from xingtan.kernel.errors import OutsideFailed

ACCEPTED = range(200, 300)
PASSING = frozenset({429, 500, 502, 503, 504})
TRIES = 4
FIRST_WAIT = 2.0
LONGEST_WAIT = 300.0
SECONDS = 300.0
MOST_BYTES = 500 * 1024 * 1024
IN_MEMORY = 1024 * 1024
MOST_VALIDATED = 1000
FAILURES_IN_A_ROW = 10


class Kept(NamedTuple):
    """What a server said of a page last time."""

    etag: str = ""
    modified: str = ""


class _Body(tempfile.SpooledTemporaryFile):  # type: ignore[type-arg]  # generic to the checker only
    """A body that goes when nobody holds its reply any more."""

    def __init__(self) -> None:
        super().__init__(max_size=IN_MEMORY)

    def __del__(self) -> None:
        self.close()


class PoliteWay:
    """Asks one platform in one pass."""

    def __init__(
        self,
        *,
        known: Callable[[str], Kept | None] = lambda url: None,
        pause: float = 0.0,
        most_requests: int = 100_000,
        most_bytes: int = MOST_BYTES,
        sleep: Callable[[float], None] = time.sleep,
        fetch: Callable[..., http.Reply] = http.fetch,
    ) -> None:
        self._known, self._pause, self._sleep, self._fetch = known, pause, sleep, fetch
        self._requests_left, self._bytes_left = most_requests, most_bytes
        self._robots = Robots(fetch)
        self._asked: set[str] = set()
        self._last_at = 0.0
        self._failures = 0
        self._told: dict[str, Kept] = {}

    def get(
        self, url: str, *, accept: str = "*/*", most_bytes: int | None = None, is_conditional: bool = True
    ) -> Reply | Unchanged:
        """Ask for a page."""
        answer = self._ask(url, accept, most_bytes, is_conditional=is_conditional)
        if isinstance(answer, Bad):
            raise OutsideFailed(f"{answer.place}: {answer.what}")
        return answer

    def try_get(self, url: str, *, accept: str = "*/*", most_bytes: int | None = None) -> Reply | Unchanged | Bad:
        """Ask for one page of many."""
        try:
            answer = self._ask(url, accept, most_bytes, is_conditional=True)
        except OutsideFailed as failed:
            self._failures += 1
            if self._failures >= FAILURES_IN_A_ROW or self._requests_left <= 0 or self._bytes_left <= 0:
                raise
            return Bad(url, str(failed))
        self._failures = 0
        return answer

    def told(self) -> dict[str, Kept]:
        """Give what servers said since this was last asked, to be kept with the page it belongs to."""
        told, self._told = self._told, {}
        return told

    def _ask(self, url: str, accept: str, most_bytes: int | None, *, is_conditional: bool) -> Reply | Unchanged | Bad:
        bare = urldefrag(url).url
        if bare in self._asked:
            raise OutsideFailed(
                _("%(url)s was to be read a second time: the feed goes round in a circle.") % {"url": url}
            )
        self._asked.add(bare)
        if not self._robots.allow(bare):
            return Bad(url, _("The platform's robots.txt does not let us read this."))
        headers = {"accept": accept}
        kept = self._known(bare) if is_conditional else None
        if kept:
            headers |= {"if-none-match": kept.etag} if kept.etag else {}
            headers |= {"if-modified-since": kept.modified} if kept.modified else {}
        for attempt in range(TRIES):
            self._wait(bare)
            file: IO[bytes] = _Body()
            answer, again_in = self._once(bare, headers, file, most_bytes, attempt)
            if answer is not None and answer.status == 304 and kept:
                return Unchanged(url)
            if answer is not None and answer.status in ACCEPTED:
                return self._reply(bare, answer, file)
            if answer is not None and answer.status not in PASSING:
                return Bad(url, _("The platform answered %(status)s.") % {"status": answer.status})
            if attempt + 1 < TRIES:
                if again_in > LONGEST_WAIT:
                    break
                self._sleep(again_in)
        raise OutsideFailed(_("%(url)s did not answer as it should: it asks to be left alone for now.") % {"url": url})

    def _once(
        self, url: str, headers: dict[str, str], file: IO[bytes], most_bytes: int | None, attempt: int
    ) -> tuple[http.Reply | None, float]:
        """Ask once; give the answer if there is one, and how long to wait before the next try."""
        if self._requests_left <= 0 or self._bytes_left <= 0:
            raise OutsideFailed(_("This harvest has asked for as much as one may; it goes on at the next."))
        self._requests_left -= 1
        most = min(most_bytes or MOST_BYTES, MOST_BYTES, self._bytes_left)
        wait = FIRST_WAIT * 2**attempt
        try:
            answer = self._fetch(url, headers=headers, into=file, most_bytes=most, seconds=SECONDS)
        except http.NoAnswer:
            if attempt + 1 == TRIES:
                raise
            return None, wait
        self._bytes_left -= file.tell()
        return answer, max(wait, _retry_after(answer.headers.get("retry-after", "")))

    def _wait(self, url: str) -> None:
        pause = max(self._pause, self._robots.pause(url))
        left = self._last_at + pause - time.monotonic()
        if left > 0:
            self._sleep(left)
        self._last_at = time.monotonic()

    def _reply(self, url: str, answer: http.Reply, file: IO[bytes]) -> Reply:
        headers = {name.lower(): value for name, value in answer.headers.items()}
        etag, modified = headers.get("etag", ""), headers.get("last-modified", "")
        if (etag or modified) and max(len(url), len(etag), len(modified)) <= MOST_VALIDATED:
            self._told[url] = Kept(etag[:300], modified[:60])
        size = file.tell()
        file.seek(0)
        return Reply(answer.url, headers, file, size)


def _retry_after(said: str) -> float:
    """Read what a server asks for: seconds, or a moment."""
    if said.isascii() and said.isdigit() and len(said) < 10:
        return float(said)
    try:
        moment: Any = email.utils.parsedate_to_datetime(said)
        return max(0.0, float((moment - datetime.now(UTC)).total_seconds()))
    except (TypeError, ValueError, OverflowError):
        return 0.0
