"""Asks addresses whether they still answer."""

from collections.abc import Callable
from dataclasses import dataclass

from xingtan.kernel import http
from xingtan.kernel.errors import OutsideFailed

SECONDS = 20
# Enough to see that a page comes; some servers refuse to be asked for the head alone.
MOST_BYTES = 5 * 1024 * 1024
TOO_LARGE = "the answer is too large"
# Somebody is at home and does not like machines, or wants a sign-in: a person would find the page.
AT_HOME = {401, 403, 405, 406, 407, 418, 421, 423, 429, 451, 999}


@dataclass(frozen=True)
class Answer:
    """What an address said when it was asked."""

    is_there: bool
    status: int | None = None
    trouble: str = ""


Asking = Callable[[str], Answer]


def ask(url: str) -> Answer:
    """Ask an address: first for its head, and for the page where that is refused."""
    for method in ("HEAD", "GET"):
        try:
            reply = http.fetch(url, method=method, seconds=SECONDS, most_bytes=MOST_BYTES)
        except OutsideFailed as no:
            if str(no) == TOO_LARGE:
                return Answer(is_there=True)
            if method == "GET":
                return Answer(is_there=False, trouble=str(no))
        else:
            if method == "GET" or reply.status < 400:
                return judged(reply.status)
    raise AssertionError("the last way has answered")


def judged(status: int) -> Answer:
    """Tell from a status whether a person would find something there."""
    is_there = status < 400 or status in AT_HOME
    return Answer(is_there=is_there, status=status, trouble="" if is_there else f"HTTP {status}")
