"""By a NATS server, for many machines: one subject of the site's own, ``nats://host:4222/subject``."""

import asyncio
import contextlib
import logging
import os
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

logger = logging.getLogger(__name__)

SUBJECT = "xingtan"
TRIES_AGAIN_AFTER_SECONDS = 0.5
# What is told while the server is away is kept, up to so much, and sent when it is back.
KEPT_BYTES = 1024 * 1024


class Subject:
    """A message published to the site's subject, to which every stream process has subscribed."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._server = parts._replace(path="", query="", fragment="").geturl()
        self._subject = parts.path.strip("/") or SUBJECT
        self._sender: _Sender | None = None
        self._lock = threading.Lock()

    def send(self, messages: Sequence[bytes]) -> None:
        """Publish, from a thread of this process that keeps the connection."""
        with self._lock:
            # A thread does not come along when a process is forked.
            if self._sender is None or self._sender.pid != os.getpid():
                self._sender = _Sender(self._server)
            sender = self._sender
        sender.publish(self._subject, messages)

    @contextlib.asynccontextmanager
    async def received(self, take: Callable[[bytes], object], lost: Callable[[], object]) -> AsyncIterator[None]:
        """Subscribe, and begin again after every break."""
        connecting = asyncio.create_task(self._subscribe(take, lost))
        try:
            yield
        finally:
            connecting.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await connecting

    async def _subscribe(self, take: Callable[[bytes], object], lost: Callable[[], object]) -> None:
        from nats.aio.client import Client  # noqa: PLC0415 - only a site that is told to use it needs it
        from nats.errors import SlowConsumerError  # noqa: PLC0415 - as above

        async def took(message: Any) -> None:
            take(message.data)

        async def broke(*_: object) -> None:
            lost()

        async def failed(trouble: Exception) -> None:
            # We were too slow, and the client threw some away. A server that is away is met when it is back.
            if isinstance(trouble, SlowConsumerError):
                lost()

        connection = Client()
        try:
            await _connect(connection, self._server, reconnected_cb=broke, error_cb=failed)
            await connection.subscribe(self._subject, cb=took)
            await connection.flush()
            lost()
            await asyncio.Event().wait()
        finally:
            await connection.close()


class _Sender:
    """A connection in a thread of its own: those who tell wait for nothing."""

    def __init__(self, server: str) -> None:
        self.pid = os.getpid()
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, name="wire", daemon=True).start()
        self._connection = asyncio.run_coroutine_threadsafe(self._connected(server), self._loop)

    def publish(self, subject: str, messages: Sequence[bytes]) -> None:
        asyncio.run_coroutine_threadsafe(self._publish(subject, messages), self._loop)

    async def _connected(self, server: str) -> Any:
        from nats.aio.client import Client  # noqa: PLC0415 - only a site that is told to use it needs it

        async def ignore(*_: object) -> None:
            """Say nothing of each try: what is told meanwhile is kept and sent."""

        connection = Client()
        await _connect(connection, server, error_cb=ignore)
        return connection

    async def _publish(self, subject: str, messages: Sequence[bytes]) -> None:
        connection = await asyncio.wrap_future(self._connection)
        try:
            for message in messages:
                await connection.publish(subject, message)
        except Exception:  # noqa: BLE001 - whatever the client says, the page learns it when it next looks
            logger.warning("a message on the wire could not be sent")


async def _connect(connection: Any, server: str, **callbacks: Any) -> None:
    """Connect, however long it takes, and again after every break."""
    await connection.connect(
        server,
        max_reconnect_attempts=-1,
        reconnect_time_wait=TRIES_AGAIN_AFTER_SECONDS,
        pending_size=KEPT_BYTES,
        connect_timeout=2,
        **callbacks,
    )
