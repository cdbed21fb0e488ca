"""The floor: a plain callable, served as the site is. Run as a program: `python -m bench.kit.floor PORT WORKERS`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any

from xingtan.site import programs

BODY = b"A course of a university, open to anyone."


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(BODY)))])
    return [BODY]


if __name__ == "__main__":
    programs.serve_wsgi("127.0.0.1", int(sys.argv[1]), int(sys.argv[2]), lambda: application)
