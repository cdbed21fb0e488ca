"""The stream process: everything on the second origin, in one plain ASGI application.

Messages and files need neither Django nor the database; what it takes in is stored by a thread that has both.
"""

import asyncio
import contextlib
import socket

import uvicorn

from xingtan.kernel.files.stores import at
from xingtan.site.config import site
from xingtan.site.intake import Intake, kept_in_batches
from xingtan.site.letters import delivered_to
from xingtan.site.processes import hold_many_connections
from xingtan.site.stream import Hub, Receive, Scope, Send, Stream, refuse
from xingtan.site.uploads import Uploads

# Streams never end by themselves; the pages come back to the next process.
GRACE_SECONDS = 3

hub = Hub()
_stream = Stream(hub, site.address)
_uploads = Uploads(at(site.files_url), site.address)
_intakes: list[Intake] = []


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Show each request to its door."""
    if scope["type"] == "lifespan":
        return await _live(receive, send)
    if scope["type"] != "http":
        return None
    path: str = scope["path"]
    if path == "/stream":
        return await _stream(scope, receive, send)
    if path.startswith("/f/") and path.count("/") >= 3:
        return await _uploads(scope, receive, send)
    if path.startswith("/intake/") and _intakes:
        return await _intakes[0](scope, receive, send)
    if path == "/health":
        return await refuse(send, 204, (b"cache-control", b"no-store"))
    return await refuse(send, 404)


def serve(host: str, port: int) -> None:
    """Serve until told to stop. There is no access log: addresses and tokens are permissions."""
    config = uvicorn.Config(
        application,
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        lifespan="on",
        ws="none",
    )
    hold_many_connections()
    with _shared_port(host, port) as listening:
        uvicorn.Server(config).run(sockets=[listening])


def _shared_port(host: str, port: int) -> socket.socket:
    """Listen where the other stream processes listen as well: the kernel deals new pages out among them."""
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    listening.bind((host, port))
    return listening


async def _live(receive: Receive, send: Send) -> None:
    async with contextlib.AsyncExitStack() as life:
        await receive()
        waking = asyncio.create_task(hub.wake_those_due())
        life.callback(waking.cancel)
        await life.enter_async_context(delivered_to(hub))
        _intakes.append(await life.enter_async_context(kept_in_batches(site.address)))
        await send({"type": "lifespan.startup.complete"})
        await receive()
    await send({"type": "lifespan.shutdown.complete"})
