"""Looking whether pages still answer: without reading them, and few at one server."""

import time
from collections import Counter
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from xingtan.harvest.adapters.robots import Robots
from xingtan.kernel import http
from xingtan.kernel.errors import OutsideFailed

SECONDS = 15.0
MOST_BYTES = 64 * 1024
# As many as are looked at on one server in one round; the rest come at the next.
MOST_AT_A_SERVER = 200
PAUSE_SECONDS = 1.0
# There is something, but not for us: a page behind a sign-in, or a server that knows no HEAD.
ANSWERS = frozenset({401, 403, 405, 406, 429})
NEITHER = frozenset({400, 404, 405, 501})


def check(
    urls: Iterable[tuple[int, str]],
    *,
    fetch: Callable[..., http.Reply] = http.fetch,
    sleep: Callable[[float], None] = time.sleep,
    pause: float = PAUSE_SECONDS,
) -> tuple[list[int], list[int]]:
    """Look for pages, each by a key; give the keys of those that answer, and of those that do not."""
    robots = Robots(fetch)
    asked: Counter[str] = Counter()
    last_at: dict[str, float] = {}
    answered: list[int] = []
    failed: list[int] = []
    for key, url in urls:
        server = urlsplit(url).netloc
        if asked[server] >= MOST_AT_A_SERVER:
            continue
        try:
            if not robots.allow(url):
                continue
            if (left := last_at.get(server, float("-inf")) + pause - time.monotonic()) > 0:
                sleep(left)
            last_at[server] = time.monotonic()
            asked[server] += 1
            (answered if _answers(url, fetch) else failed).append(key)
        except (OutsideFailed, ValueError):
            failed.append(key)
    return answered, failed


def _answers(url: str, fetch: Callable[..., http.Reply]) -> bool:
    status = fetch(url, method="HEAD", seconds=SECONDS, most_bytes=MOST_BYTES).status
    if status in NEITHER:
        try:
            status = fetch(url, seconds=SECONDS, most_bytes=MOST_BYTES).status
        except http.NoAnswer:
            return False
        except OutsideFailed:
            return True  # it says more than we care to read, and so is there
    return 200 <= status < 400 or status in ANSWERS
