"""Serve the site: web, workers, relay and stream, watched over and ended together.

Behind a proxy that speaks HTTPS, set XINGTAN_ADDRESS, XINGTAN_SECOND_ORIGIN and XINGTAN_PROXIES.
"""

import argparse
import os

from xingtan.site import processes, programs, starting


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare where the site listens, and what runs here."""
    parser.add_argument("--host", default="127.0.0.1", help="where to listen (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="the site's port (default: %(default)s)")
    parser.add_argument("--stream-port", type=int, help="the second origin's port (default: one above the site's)")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="web processes (default: one a core)")
    parser.add_argument("--streams", type=int, default=1, help="processes of the second origin (default: %(default)s)")
    parser.add_argument("--web-only", action="store_true", help="workers and relay run on another machine")


def run(asked: argparse.Namespace) -> int:
    """Serve until told to stop."""
    stream_port = asked.stream_port or asked.port + 1
    if taken := processes.taken(asked.host, (asked.port, stream_port)):
        processes.say(f"Port {taken} is taken. Choose another with --port or --stream-port.")
        return 1
    programs.load()
    if not starting.may_start():
        return 1
    chosen = [programs.web(asked.host, asked.port, asked.workers)]
    chosen += programs.streams(asked.host, stream_port, max(asked.streams, 1))
    if not asked.web_only:
        chosen += [programs.quick(), programs.heavy(), programs.relay()]
    ready = ((asked.host, asked.port), (asked.host, stream_port))
    address = f"http://{asked.host}:{asked.port}"
    return processes.Supervisor(chosen, ready, lambda: processes.say(f"Serving at {address}")).run()
