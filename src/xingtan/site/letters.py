"""How messages of the other processes reach the stream process: by its letter box, or by PostgreSQL."""

import asyncio
import contextlib
import logging
import socket
from collections.abc import AsyncIterator

from xingtan.kernel import wire
from xingtan.site.config import site
from xingtan.site.stream import Hub

logger = logging.getLogger(__name__)

TRIES_AGAIN_AFTER_SECONDS = 2.0
ROOM_FOR_LETTERS = 1024 * 1024


@contextlib.asynccontextmanager
async def delivered_to(hub: Hub) -> AsyncIterator[None]:
    """Hand every message to the hub, as long as this lasts."""
    if wire.kind_of(site.wire_url, site.database_url) == "local":
        async with _letter_box(hub):
            yield
        return
    listening = asyncio.create_task(_listen(hub))
    try:
        yield
    finally:
        listening.cancel()


class _Box(asyncio.DatagramProtocol):
    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    def datagram_received(self, data: bytes, addr: object) -> None:
        _publish(self._hub, data)


@contextlib.asynccontextmanager
async def _letter_box(hub: Hub) -> AsyncIterator[None]:
    place = wire.socket_path()
    place.unlink(missing_ok=True)
    box = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    box.bind(str(place))
    place.chmod(0o600)
    box.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, ROOM_FOR_LETTERS)
    box.setblocking(False)
    transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(lambda: _Box(hub), sock=box)
    try:
        yield
    finally:
        transport.close()
        place.unlink(missing_ok=True)


async def _listen(hub: Hub) -> None:
    import psycopg  # noqa: PLC0415 - an optional part: ten megabytes that a site on SQLite does not need

    address = site.wire_url if "://" in site.wire_url else site.database_url
    while True:
        try:
            connection = await psycopg.AsyncConnection.connect(address, autocommit=True)
            async with connection:
                await connection.execute(f"LISTEN {wire.NOTIFICATIONS}")
                # What was said before we listened, nobody heard.
                hub.all_missed_something()
                async for notification in connection.notifies():
                    _publish(hub, notification.payload.encode())
        except psycopg.OperationalError:
            logger.warning("the database of the wire cannot be reached")
        await asyncio.sleep(TRIES_AGAIN_AFTER_SECONDS)


def _publish(hub: Hub, message: bytes) -> None:
    try:
        channel, name, about = wire.from_bytes(message)
    except ValueError:
        logger.warning("a message on the wire cannot be read")
        return
    hub.publish(channel, name, about)
