"""How messages of the other processes reach the pages of this one."""

import contextlib
import logging
from collections.abc import AsyncIterator

from xingtan.kernel import wire
from xingtan.site.config import site
from xingtan.site.stream import Hub

logger = logging.getLogger(__name__)


@contextlib.asynccontextmanager
async def delivered_to(hub: Hub) -> AsyncIterator[None]:
    """Hand every message to the hub, as long as this lasts."""
    carrier = wire.carrier_of(site.wire_url, site.database_url)
    async with carrier.received(lambda message: publish(hub, message), hub.all_missed_something):
        yield


def publish(hub: Hub, written: bytes) -> None:
    """Read a message and pass it on; what cannot be read is thrown away."""
    try:
        message = wire.from_bytes(written)
    except ValueError:
        logger.warning("a message on the wire cannot be read")
        return
    hub.publish(message.channel, message.name, message.id, every=message.every)
