"""Rates: how often one person, or one address that has not signed in, may do one kind of thing.

One table of fixed size, mapped into every process of this machine, holds the moment at which
each caller's allowance is whole again (the generic cell rate algorithm): one lock, no database,
some ten microseconds. On several machines each counts by itself.
"""

import fcntl
import math
import mmap
import os
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from ipaddress import IPv6Address, ip_address
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from xingtan.kernel import home
from xingtan.kernel.errors import TooMany

SLOTS_A_ROW = 8
ROWS = 8192
ROUNDING_SECONDS = 1e-6


@dataclass(frozen=True, slots=True)
class Rate:
    """So many times at once, and after that so many in so many seconds."""

    times: int
    seconds: float


# A classroom behind one address signs in and up together, so these count far above one person's pace.
LIMITS = {
    "answer": Rate(60, 60),
    "api": Rate(300, 60),
    "ask": Rate(20, 600),
    # A platform of the first tier sends some batches a second when it makes up for a bad day.
    "batch": Rate(1200, 60),
    "change": Rate(120, 60),
    # Ten guesses a minute at four digits find nothing while a check-in is open. One the intake refuses comes again by its page.
    "check_in": Rate(20, 60),
    "export": Rate(10, 3600),
    "harvest": Rate(1200, 60),
    "import": Rate(20, 3600),
    "mail": Rate(10, 3600),
    "post": Rate(20, 300),
    # A page that is open says so once a minute.
    "presence": Rate(20, 60),
    "print": Rate(30, 60),
    # Each takes seconds of the machine.
    "question": Rate(60, 600),
    "say": Rate(20, 60),
    "sign_in": Rate(120, 600),
    "sign_up": Rate(120, 3600),
    "upload": Rate(120, 600),
    "verify": Rate(60, 60),
}


def count(name: str, request: HttpRequest) -> None:
    """Count one request of this kind against whoever sends it.

    :raises TooMany: if the allowance is used up
    """
    take(name, caller(request))


def take(name: str, who: str) -> None:
    """Count one thing of this kind against this caller, of whom only a keyed digest is kept.

    :raises TooMany: if the allowance is used up
    """
    wait = _table().take(f"{name} {who}", LIMITS[name], time.time())
    if wait > 0:
        raise TooMany(math.ceil(wait))


def caller(request: HttpRequest) -> str:
    """Name who sends this: the person, or the address of someone who has not signed in."""
    if request.user.is_authenticated:
        return f"person {request.user.pk}"
    return f"address {address(request)}"


def address(request: HttpRequest) -> str:
    """Find the network address a request comes from, as told by the proxies we were told to trust."""
    found: str = request.META.get("REMOTE_ADDR", "")
    proxies = settings.XINGTAN.proxies
    if proxies:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        # Each trusted proxy adds the address it was called from; what stands before these is anybody's claim.
        found = hops[-proxies] if len(hops) >= proxies else found
    try:
        parsed = ip_address(found)
    except ValueError:
        return found
    if isinstance(parsed, IPv6Address):
        # One household has a whole /64 to change its address in.
        return str(parsed.ipv4_mapped or IPv6Address(int(parsed) >> 64 << 64))
    return found


def forget() -> None:
    """Give everyone their whole allowance back; for tests and for an operator in a hurry."""
    _table().clear()


class _Table:
    """Rows of slots (digest of the caller, moment its allowance is whole again), shared by all processes."""

    _row = struct.Struct("<" + "Qd" * SLOTS_A_ROW)
    _slot = struct.Struct("<Qd")

    def __init__(self, place: Path, key: bytes) -> None:
        self._size, self._key = self._row.size * ROWS, key
        self._file = os.open(place, os.O_RDWR | os.O_CREAT, 0o600)
        os.ftruncate(self._file, self._size)
        self._memory = mmap.mmap(self._file, self._size)
        self._threads = threading.Lock()

    def take(self, who: str, rate: Rate, now: float) -> float:
        """Take one from the allowance, or tell how many seconds are missing until there is one."""
        digest = int.from_bytes(blake2b(who.encode(), digest_size=8, key=self._key).digest(), "little") or 1
        start = digest % ROWS * self._row.size
        step = rate.seconds / rate.times
        with self._locked():
            slots: tuple[Any, ...] = self._row.unpack_from(self._memory, start)
            place = self._place(slots, digest, now)
            whole_at = slots[place * 2 + 1] if slots[place * 2] == digest else now
            # Past: whole already. Further ahead than this rate can lead: the clock or the rate was changed.
            if not now < whole_at <= now + rate.seconds + 1:
                whole_at = now
            wait: float = whole_at + step - now - rate.seconds
            # What is missing by a rounding error is not missing.
            if wait <= ROUNDING_SECONDS:
                self._slot.pack_into(self._memory, start + place * self._slot.size, digest, whole_at + step)
                return 0
            return wait

    @staticmethod
    def _place(slots: tuple[Any, ...], digest: int, now: float) -> int:
        """Find the caller's slot, or a free one, or the one that is free soonest."""
        best, soonest = 0, math.inf
        for place in range(SLOTS_A_ROW):
            if slots[place * 2] == digest:
                return place
            whole_at = slots[place * 2 + 1]
            if whole_at < soonest:
                best, soonest = place, whole_at
        return best

    def clear(self) -> None:
        """Empty every slot."""
        with self._locked():
            self._memory[:] = bytes(self._size)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self._threads:
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)


@cache
def _table() -> _Table:
    return _Table(home.path("throttle.table"), home.secret("throttle").encode()[:64])
