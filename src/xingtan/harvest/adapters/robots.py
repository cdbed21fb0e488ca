"""What a platform's robots.txt lets us ask for (RFC 9309)."""

from collections.abc import Callable
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from xingtan.kernel import http

MOST_BYTES = 500_000
MOST_LINES = 5_000
LONGEST_PAUSE = 10.0


class Robots:
    """The rules of each server, read once."""

    def __init__(self, fetch: Callable[..., http.Reply]) -> None:
        self._fetch = fetch
        self._rules: dict[str, RobotFileParser] = {}

    def allow(self, url: str) -> bool:
        """Test whether we may ask for this address.

        :raises OutsideFailed: if the server cannot be reached
        """
        return self._of(url).can_fetch(http.NAME, url)

    def pause(self, url: str) -> float:
        """Give how many seconds the server wants between two requests."""
        return min(float(self._of(url).crawl_delay(http.NAME) or 0), LONGEST_PAUSE)

    def _of(self, url: str) -> RobotFileParser:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            self._rules[origin] = self._read(f"{origin}/robots.txt")
        return self._rules[origin]

    def _read(self, url: str) -> RobotFileParser:
        rules = RobotFileParser(url)
        reply = self._fetch(url, most_bytes=MOST_BYTES)
        if 200 <= reply.status < 300:
            rules.parse(reply.text.splitlines()[:MOST_LINES])
        else:
            # None: all is allowed. One that cannot be read now: nothing is, until it can.
            rules.parse(["User-agent: *", "Disallow: /"] if reply.status >= 500 else [])
        return rules
