"""On one machine: a letter box for each stream process, in a folder that all processes know."""

import asyncio
import contextlib
import hashlib
import os
import socket
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

from xingtan.kernel import home

# A unix socket's path is stored in 108 bytes, and the number of a process has up to ten.
LONGEST_PATH = 85
ROOM_FOR_LETTERS = 1024 * 1024
# A box is full for a moment only: its owner does little but empty it.
WAITS_SECONDS = 0.5
# Into a box that had no room for a message, before the next one: something is missing here.
SOMETHING_IS_MISSING = b"?"


class Boxes:
    """A datagram into every box there is."""

    def __init__(self) -> None:
        self._incomplete: set[Path] = set()

    def send(self, messages: Sequence[bytes]) -> None:
        """Put the messages into each box."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as post:
            post.settimeout(WAITS_SECONDS)
            for box in folder().glob("*.box"):
                self._fill(post, box, messages)

    def _fill(self, post: socket.socket, box: Path, messages: Sequence[bytes]) -> None:
        try:
            if box in self._incomplete:
                post.sendto(SOMETHING_IS_MISSING, str(box))
                self._incomplete.discard(box)
            for message in messages:
                post.sendto(message, str(box))
        except ConnectionRefusedError:
            # Its owner was killed.
            box.unlink(missing_ok=True)
            self._incomplete.discard(box)
        except FileNotFoundError:
            self._incomplete.discard(box)
        except OSError:
            self._incomplete.add(box)

    @contextlib.asynccontextmanager
    async def received(self, take: Callable[[bytes], object], lost: Callable[[], object]) -> AsyncIterator[None]:
        """Hand over every message that is put into this process's box."""
        place = folder() / f"{os.getpid()}-{id(take):x}.box"
        place.unlink(missing_ok=True)
        box = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        box.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, ROOM_FOR_LETTERS)
        box.bind(str(place))
        place.chmod(0o600)
        box.setblocking(False)
        transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(lambda: _Reader(take, lost), sock=box)
        lost()
        try:
            yield
        finally:
            transport.close()
            place.unlink(missing_ok=True)


class _Reader(asyncio.DatagramProtocol):
    def __init__(self, take: Callable[[bytes], object], lost: Callable[[], object]) -> None:
        self._take, self._lost = take, lost

    def datagram_received(self, data: bytes, addr: object) -> None:
        if data == SOMETHING_IS_MISSING:
            self._lost()
        else:
            self._take(data)


def folder() -> Path:
    """Give the folder of the boxes: in the home, or beside it where the home lies too deep for a socket."""
    place = home.path("wire")
    if len(bytes(place)) > LONGEST_PATH:
        digest = hashlib.sha256(bytes(place)).hexdigest()[:24]
        place = Path(tempfile.gettempdir()) / f"xingtan-{digest}"
    place.mkdir(mode=0o700, exist_ok=True)
    if place.stat().st_uid != os.getuid():
        raise PermissionError(f"{place} belongs to somebody else")
    return place
