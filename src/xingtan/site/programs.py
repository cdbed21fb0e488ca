"""What the processes of a site do: web, worker, relay and stream."""

import contextlib
import functools
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any

from xingtan.site import processes
from xingtan.site.processes import Program


def web(host: str, port: int, workers: int) -> Program:
    """Answer requests: granian over WSGI, one worker a core, one thread each."""
    return Program("web", functools.partial(_web, host, port, workers))


def quick() -> Program:
    """Work on tasks that take a moment."""
    return Program("worker", functools.partial(work, ("quick",)))


def heavy() -> Program:
    """Work on tasks that take minutes, apart, so that nothing waits behind them."""
    return Program("heavy worker", functools.partial(work, ("heavy",)))


def relay() -> Program:
    """Hand announced events to their listeners."""
    return Program("relay", relay_events)


def stream(host: str, port: int) -> Program:
    """Carry messages to open pages, and uploaded files from the second origin."""
    return Program("stream", functools.partial(_stream, host, port))


def streams(host: str, port: int, count: int) -> list[Program]:
    """Give several of them behind one address: a page whose process ends comes back to another."""
    return [stream(host, port) for _ in range(count)]


MOST_WAITING = 4096
OTHER_FILES = 200
"""What a process holds open besides connections of browsers: the database, files, the log."""

# What others import only if it is there, for uses that are not ours: httpx for a command of its own (with all that colors
# a terminal), Django's tests for Jinja's templates. Together they are a fifth of a start.
NEVER_USED = ("httpx._main", "jinja2")


def load() -> None:
    """Load all that the programs share, and hold no connection."""
    from django.db import connections
    from django.urls import get_resolver

    with _without(*NEVER_USED):
        import xingtan.site.wsgi  # noqa: F401 - imported for its effect: Django is loaded once for all children

        # The addresses bring the views, and these the forms, which would else be loaded at every child's first answer.
        _ = get_resolver().url_patterns
    connections.close_all()


@contextlib.contextmanager
def _without(*names: str) -> Iterator[None]:
    """Say of these modules that they are not there, to whoever asks meanwhile."""
    absent = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]  # how Python itself writes that there is none
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


def work(queues: tuple[Any, ...]) -> None:
    """Work on these queues until told to stop."""
    from xingtan.kernel import queues as kernel_queues

    if "heavy" in queues:
        # A lecture may wait a little; a page may not.
        os.nice(10)
    kernel_queues.work(queues, processes.until_told())


def relay_events() -> None:
    """Relay until told to stop."""
    from xingtan.kernel import relay as kernel_relay

    kernel_relay.run(processes.until_told())


def _web(host: str, port: int, workers: int) -> None:
    serve_wsgi(host, port, workers, functools.partial(_application, os.getpid()))


def serve_wsgi(host: str, port: int, workers: int, load: Callable[[], Callable[..., Any]]) -> None:
    """Serve what a WSGI application answers; each worker loads it."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels

    multiprocessing.set_start_method("fork", force=True)
    server = Granian(
        "xingtan.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        # SQLite and the interpreter's lock let one request a process advance; more threads would only hold memory.
        blocking_threads=1,
        runtime_blocking_threads=1,
        backlog=MOST_WAITING,
        # Counted by connections, not by requests, and a browser keeps its own open for the next click: once there were
        # as many as may be, whoever came next waited until somebody's was given up.
        backpressure=max(processes.hold_many_connections() - OTHER_FILES, OTHER_FILES),
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=3,
    )
    server.serve(target_loader=load, wrap_loader=False)


def _application(parent: int) -> Callable[..., Any]:
    processes.die_with_parent(parent)
    from xingtan.site.wsgi import application

    return application


def _stream(host: str, port: int) -> None:
    from xingtan.site import second_origin

    second_origin.serve(host, port)
