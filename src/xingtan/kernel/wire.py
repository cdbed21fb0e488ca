"""The wire: a word to open pages that something is new. They fetch it through its own door.

A message names a channel, what happened and an id; it says nothing else and may be lost. The
stream process carries it (``site/stream.py``) and reads the second half of this file without Django.
"""

import contextlib
import hashlib
import json
import socket
import tempfile
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from xingtan.kernel import home
from xingtan.kernel.seals import seal, unseal

PURPOSE = "wire"
# PostgreSQL's own name for the channel between our processes.
NOTIFICATIONS = "xingtan_wire"
# A unix socket's path is stored in 108 bytes.
LONGEST_PATH = 100


def tell(channel: str, name: str, id: str) -> None:  # noqa: A002 - an event's id is called id by the protocol
    """Tell the pages that listen on this channel, once the deed is stored.

    :param name: what happened, as the page's ``sse-swap`` or listener calls it
    :param id: what it happened to
    """
    from xingtan.kernel.deeds import after_commit  # noqa: PLC0415 - the stream process has no database

    message = to_bytes(channel, name, id)
    send = _notify if kind_of(*_urls()) == "postgresql" else _post
    after_commit(lambda: send(message))


def token(channels: Sequence[str], ttl: int = 600) -> str:
    """Seal the right to listen to these channels for a while. Asked for behind a door, renewed by the page."""
    return seal(PURPOSE, json.dumps(list(channels)).encode(), ends_at=int(time.time()) + ttl)


def read_token(sealed: str, *, now: float) -> tuple[list[str], int]:
    """Give the channels a token opens, and the moment it ends.

    :raises SealBroken: if it may not be believed, or no longer
    """
    says, ends_at = unseal(PURPOSE, sealed, now=now)
    channels: list[str] = json.loads(says)
    return channels, ends_at


def kind_of(wire_url: str, database_url: str) -> str:
    """Choose how messages travel: as told, or by the database there is.

    :raises ValueError: if what we are told is of no kind we know
    """
    named = (wire_url or database_url or "local").partition(":")[0]
    match named:
        case "postgresql" | "postgres" | "psql":
            return "postgresql"
        case "local" | "sqlite" | "sqlite3":
            return "local"
    raise ValueError(f"WIRE_URL is of no kind we know: {named}")


def to_bytes(channel: str, name: str, id: str) -> bytes:  # noqa: A002 - as above, the protocol's word
    """Write a message as it travels."""
    return json.dumps([channel, name, id], separators=(",", ":"), ensure_ascii=False).encode()


def from_bytes(message: bytes) -> tuple[str, str, str]:
    """Read a message as it travels: channel, name, id.

    :raises ValueError: if it is none
    """
    channel, name, about = json.loads(message)
    return str(channel), str(name), str(about)


@cache
def socket_path() -> Path:
    """Give the place of the stream process's letter box."""
    place = home.path("wire.socket")
    if len(bytes(place)) <= LONGEST_PATH:
        return place
    digest = hashlib.sha256(bytes(place)).hexdigest()[:24]
    return Path(tempfile.gettempdir()) / f"xingtan-{digest}.socket"


def _post(message: bytes) -> None:
    # Nobody at home, or a full box: the page learns it when it next looks.
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as box:
        box.setblocking(False)
        box.sendto(message, str(socket_path()))


def _notify(message: bytes) -> None:
    from django.db import connection  # noqa: PLC0415 - the stream process has no database

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [NOTIFICATIONS, message.decode()])


def _urls() -> tuple[str, str]:
    from django.conf import settings  # noqa: PLC0415 - the stream process has no Django

    return settings.XINGTAN.wire_url, settings.XINGTAN.database_url
