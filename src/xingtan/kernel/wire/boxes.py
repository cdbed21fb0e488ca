"""On one machine: a letter box for each stream process, in a folder that all processes know."""

import asyncio
import contextlib
import hashlib
import os
import socket
import tempfile
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from xingtan.kernel import home

# A unix socket's path is stored in 108 bytes, and the number of a process has up to ten.
LONGEST_PATH = 85
ROOM_FOR_LETTERS = 1024 * 1024
# A box is full for a moment only: its owner does nothing but empty it.
WAITS_SECONDS = 0.1


class Boxes:
    """A datagram into every box there is."""

    def send(self, message: bytes) -> None:
        """Put the message into each box."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as post:
            post.settimeout(WAITS_SECONDS)
            for box in folder().glob("*.box"):
                try:
                    post.sendto(message, str(box))
                except ConnectionRefusedError:
                    # Its owner was killed.
                    box.unlink(missing_ok=True)
                except OSError:
                    # A full box: the page learns it when it next looks.
                    continue

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
        transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(lambda: _Reader(take), sock=box)
        lost()
        try:
            yield
        finally:
            transport.close()
            place.unlink(missing_ok=True)


class _Reader(asyncio.DatagramProtocol):
    def __init__(self, take: Callable[[bytes], object]) -> None:
        self._take = take

    def datagram_received(self, data: bytes, addr: object) -> None:
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
