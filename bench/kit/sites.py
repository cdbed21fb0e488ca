"""Real sites to measure: started as an operator starts them, in a home of their own."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from bench.kit.load import Server
from xingtan.site.cli import CHECKOUT

STARTS_WITHIN_SECONDS = 240
WORKERS = 2
OURS = ("XINGTAN_", "DATABASE_URL", "FILES_URL", "WIRE_URL", "EMAIL_URL", "DJANGO_")


@dataclass(frozen=True)
class Site:
    """A site that runs, and what is in it."""

    port: int
    web: Server
    process: psutil.Process
    home: Path
    made: Mapping[str, Any]
    environment: Mapping[str, str]

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def memory_mb(self) -> float:
        """Give what all its processes hold, each shared page counted once."""
        total = 0
        for each in [self.process, *self.process.children(recursive=True)]:
            with contextlib.suppress(psutil.NoSuchProcess):
                total += each.memory_full_info().pss
        return total / 1024 / 1024

    def in_its_home(self, *words: str, program: str = "bench.kit.course") -> Any:
        """Run a program of the kit in the home of this site, and give what it prints."""
        return in_home(self.environment, program, *words)


@contextmanager
def site(
    database_url: str = "",
    *,
    before: Callable[[Mapping[str, str]], object] | None = None,
    program: tuple[str, ...] = ("bench.kit.course",),
    serve: tuple[str, ...] = (),
    settings: Mapping[str, str] | None = None,
) -> Iterator[Site]:
    """Make a home and what the program puts in it, and serve it as `xingtan serve` does.

    :param before: is given the environment of the home, and puts more into it before anything is served
    :param serve: further words of the command
    """
    port = free_ports()
    with tempfile.TemporaryDirectory(prefix="xingtan-bench-") as folder:
        environment = clean_environment(folder)
        environment |= {
            "XINGTAN_ADDRESS": f"http://localhost:{port}",
            "XINGTAN_SECOND_ORIGIN": f"http://localhost:{port + 1}",
        }
        if database_url:
            environment["DATABASE_URL"] = database_url
        environment |= settings or {}
        made = in_home(environment, *program)
        if before:
            before(environment)
        command = [
            *CLI,
            "serve",
            "--port",
            str(port),
            "--stream-port",
            str(port + 1),
            "--workers",
            str(WORKERS),
            *serve,
        ]
        with running(command, environment, port, Path(folder) / "log.txt") as process:
            yield Site(port, Server(port, lambda: web_of(process)), process, Path(folder), made, environment)


@contextmanager
def floor() -> Iterator[Server]:
    """Serve a plain callable through the same server with the same settings."""
    port = free_ports()
    with tempfile.TemporaryDirectory(prefix="xingtan-bench-") as folder:
        command = [sys.executable, "-m", "bench.kit.floor", str(port), str(WORKERS)]
        with running(command, clean_environment(folder), port, Path(folder) / "log.txt") as process:
            yield Server(port, lambda: [process, *process.children(recursive=True)])


CLI = (sys.executable, "-m", "xingtan.site.cli")


def seconds_of_second_start() -> float:
    """Start the demo twice, as a newcomer does, and time the second start to its first page."""
    with tempfile.TemporaryDirectory(prefix="xingtan-bench-") as folder:
        environment = clean_environment(folder)
        taken = []
        for _ in range(4):
            port = free_ports()
            started = time.perf_counter()
            command = [sys.executable, "run.py", "demo", "--port", str(port)]
            with running(command, environment, port, Path(folder) / "log.txt"):
                taken.append(time.perf_counter() - started)
    return min(taken[1:])


@contextmanager
def running(command: list[str], environment: Mapping[str, str], port: int, log: Path) -> Iterator[psutil.Process]:
    """Run a program until its first page is there, and end it as Ctrl-C does."""
    with log.open("ab") as out:
        started = subprocess.Popen(command, cwd=CHECKOUT, env=dict(environment), stdout=out, stderr=out)
    try:
        _wait_for(port, started, log)
        yield psutil.Process(started.pid)
    finally:
        started.send_signal(signal.SIGINT)
        try:
            started.wait(15)
        except subprocess.TimeoutExpired:
            started.kill()
            started.wait()


def web_of(supervisor: psutil.Process) -> list[psutil.Process]:
    """Give the processes that answer pages: the one that listens at the site's port, with its children."""
    children = supervisor.children()
    # The supervisor starts web first; a process that was started again has a higher number.
    web = min(children, key=lambda each: each.pid)
    return [web, *web.children(recursive=True)]


def clean_environment(home: str) -> dict[str, str]:
    """Give this program's environment without any setting of a site."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return {**kept, "XINGTAN_HOME": home, "PYTHONPATH": os.pathsep.join([str(CHECKOUT / "src"), str(CHECKOUT)])}


def free_ports() -> int:
    """Find a port that is free, and the next one also."""
    while True:
        with socket.socket() as one, socket.socket() as two:
            one.bind(("127.0.0.1", 0))
            port: int = one.getsockname()[1]
            with contextlib.suppress(OSError, OverflowError):
                two.bind(("127.0.0.1", port + 1))
                return port


def in_home(environment: Mapping[str, str], program: str, *words: str) -> Any:
    """Run a program of the kit with the settings of a site, and give what it prints."""
    command = [sys.executable, "-m", program, *words]
    made = subprocess.run(command, cwd=CHECKOUT, env=dict(environment), stdout=subprocess.PIPE, check=True)
    return json.loads(made.stdout.splitlines()[-1])


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the site ended before its first page:\n{log.read_text()}")
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30).read()
            return
        time.sleep(0.01)
    raise RuntimeError(f"the site did not start:\n{log.read_text()}")
