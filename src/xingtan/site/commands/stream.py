"""Run the second origin alone: live messages for open pages, and uploaded files."""

import argparse

from xingtan.site import processes, programs


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare where it listens."""
    parser.add_argument("--host", default="127.0.0.1", help="where to listen (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8001, help="the port (default: %(default)s)")


def run(asked: argparse.Namespace) -> int:
    """Stream until told to stop."""
    if processes.taken(asked.host, (asked.port,)):
        processes.say(f"Port {asked.port} is taken. Choose another with --port.")
        return 1
    programs.load()
    ready = ((asked.host, asked.port),)
    told = f"Streaming at http://{asked.host}:{asked.port}"
    return processes.Supervisor([programs.stream(asked.host, asked.port)], ready, lambda: processes.say(told)).run()
