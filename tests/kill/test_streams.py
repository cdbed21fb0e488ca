"""A stream process is killed in the middle of a lesson: its pages come back elsewhere, and nothing is lost or doubled."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from bench.kit import failover, sites
from tests.kill.house import Database
from tests.ports import free_port

PAGES, STUDENTS = 40, 60


@contextmanager
def nats() -> Iterator[str]:
    """Start a NATS server of the test's own."""
    port = free_port()
    program = Path(sys.executable).parent / "nats-server"
    with subprocess.Popen([program, "-a", "127.0.0.1", "-p", str(port)], stderr=subprocess.DEVNULL) as server:
        try:
            yield f"nats://127.0.0.1:{port}"
        finally:
            server.kill()


def lesson(database_url: str, settings: Mapping[str, str]) -> failover.Seen:
    """Serve a lesson from two web and two stream processes, and kill one of these."""
    with sites.site(
        database_url,
        program=("bench.kit.lesson", "make", "1", str(STUDENTS), "1"),
        serve=("--streams", "2"),
        settings=settings,
    ) as site:
        return asyncio.run(failover.kill_one(site, PAGES))


def holds(seen: failover.Seen) -> None:
    assert 0 < seen.moved < PAGES
    assert seen.longest_away <= 5
    assert (seen.lost, seen.twice, seen.unheard) == (0, 0, 0)


@pytest.mark.slow
@pytest.mark.skipif(connection.vendor != "postgresql", reason="the other database has its own test")
@pytest.mark.parametrize("carrier", ["postgresql", "nats"])
def test_pages_of_a_killed_process_come_back_elsewhere(carrier: str, tmp_path: Path) -> None:
    database = Database(tmp_path)
    try:
        if carrier == "nats":
            with nats() as url:
                holds(lesson(database.url, {"WIRE_URL": url}))
        else:
            holds(lesson(database.url, {}))
    finally:
        database.end()


@pytest.mark.slow
@pytest.mark.skipif(connection.vendor != "sqlite", reason="the other database has its own test")
def test_pages_of_a_killed_process_come_back_elsewhere_on_one_machine() -> None:
    holds(lesson("", {}))
