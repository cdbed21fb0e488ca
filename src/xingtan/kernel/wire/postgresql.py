"""By the database that is there anyway: NOTIFY from the processes that tell, LISTEN in those that speak to pages."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Sequence

logger = logging.getLogger(__name__)

# PostgreSQL's own name for the channel between our processes.
NAME = "xingtan_wire"
TRIES_AGAIN_AFTER_SECONDS = 1.0


class Notifications:
    """One notification a message, and one statement for all that are sent at once.

    :param address: where to listen: a connection that is kept, so none through a pool of transactions
    """

    def __init__(self, address: str) -> None:
        self._address = address

    def send(self, messages: Sequence[bytes]) -> None:
        """Notify, on the connection of this thread."""
        from django.db import connection  # noqa: PLC0415 - the stream process has no database

        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(pg_notify(%s, said)) FROM unnest(%s::text[]) AS said",
                [NAME, [each.decode() for each in messages]],
            )

    @contextlib.asynccontextmanager
    async def received(self, take: Callable[[bytes], object], lost: Callable[[], object]) -> AsyncIterator[None]:
        """Listen, and begin again after every break."""
        listening = asyncio.create_task(self._listen(take, lost))
        try:
            yield
        finally:
            listening.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await listening

    async def _listen(self, take: Callable[[bytes], object], lost: Callable[[], object]) -> None:
        import psycopg  # noqa: PLC0415 - an optional part: ten megabytes that a site on SQLite does not need

        while True:
            try:
                connection = await psycopg.AsyncConnection.connect(self._address, autocommit=True)
                async with connection:
                    await connection.execute(f"LISTEN {NAME}")
                    # What was said before we listened, nobody heard.
                    lost()
                    async for notification in connection.notifies():
                        take(notification.payload.encode())
            except psycopg.OperationalError:
                logger.warning("the database of the wire cannot be reached")
            await asyncio.sleep(TRIES_AGAIN_AFTER_SECONDS)
