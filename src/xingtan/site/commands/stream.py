"""Run the second origin alone: live messages for open pages, and uploaded files."""

import argparse

from xingtan.site import processes, programs


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare where it listens."""
    parser.add_argument("--host", default="127.0.0.1", help="where to listen (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8001, help="the port (default: %(default)s)")
    parser.add_argument("--streams", type=int, default=1, help="how many processes share it (default: %(default)s)")


def run(asked: argparse.Namespace) -> int:
    """Stream until told to stop."""
    if processes.taken(asked.host, (asked.port,)):
        processes.say(f"Port {asked.port} is taken. Choose another with --port.")
        return 1
    programs.load()
    ready = ((asked.host, asked.port),)
    told = f"Streaming at http://{asked.host}:{asked.port}"
    chosen = programs.streams(asked.host, asked.port, max(asked.streams, 1))
    return processes.Supervisor(chosen, ready, lambda: processes.say(told)).run()
