"""The stream process: everything on the second origin, in one plain ASGI application without Django."""

import contextlib

import uvicorn

from xingtan.kernel.files.stores import at
from xingtan.site.config import site
from xingtan.site.letters import delivered_to
from xingtan.site.stream import Hub, Receive, Scope, Send, Stream, refuse
from xingtan.site.uploads import Uploads

# Streams never end by themselves; the pages come back to the next process.
GRACE_SECONDS = 3

hub = Hub()
_stream = Stream(hub, site.address)
_uploads = Uploads(at(site.files_url), site.address)


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
    if path == "/health":
        return await refuse(send, 204, (b"cache-control", b"no-store"))
    return await refuse(send, 404)


def serve(host: str, port: int) -> None:
    """Serve until told to stop. There is no access log: addresses and tokens are permissions."""
    uvicorn.run(
        application,
        host=host,
        port=port,
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        lifespan="on",
        ws="none",
    )


async def _live(receive: Receive, send: Send) -> None:
    async with contextlib.AsyncExitStack() as life:
        await receive()
        await life.enter_async_context(delivered_to(hub))
        await send({"type": "lifespan.startup.complete"})
        await receive()
    await send({"type": "lifespan.shutdown.complete"})
