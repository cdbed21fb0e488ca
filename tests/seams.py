"""Where a test takes hold of what happens after the answer: the commit, the relay, the tasks."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, transaction


@pytest.fixture(autouse=True)
def _commits(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each deed commit, as far as the code can see.

    A test runs inside a transaction that is never committed, so what waits for the commit would wait for ever.
    Here it happens when the outermost block inside the test ends well, as on a real site.
    """
    if not _uses_database(request) or "transactional_db" in request.fixturenames:
        return
    request.getfixturevalue("db")
    depth = len(connection.savepoint_ids)
    leave = transaction.Atomic.__exit__

    def left(block: transaction.Atomic, kind: Any, value: Any, trace: Any) -> None:
        leave(block, kind, value, trace)
        if connection.in_atomic_block and len(connection.savepoint_ids) == depth and not connection.needs_rollback:
            waiting, connection.run_on_commit = connection.run_on_commit, []
            for entry in waiting:
                entry[1]()

    monkeypatch.setattr(transaction.Atomic, "__exit__", left)


def _uses_database(request: pytest.FixtureRequest) -> bool:
    marker = request.node.get_closest_marker("django_db")
    return bool(marker and not marker.kwargs.get("transaction")) or "db" in request.fixturenames


@pytest.fixture(autouse=True)
def _tasks_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep tasks where they are: as rows of `Errand`, which a test may look at."""
    from xingtan.kernel import tasks

    monkeypatch.setattr(tasks, "send", lambda errand, seconds: None)


@pytest.fixture
def tasks_now(_tasks_wait: None, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run each task at once after its commit; what is put off for later still waits."""
    from xingtan.kernel import tasks

    def run(errand: Any, seconds: float) -> None:
        if not seconds:
            tasks.registered[errand.task].run(**errand.kwargs)
            errand.delete()

    monkeypatch.setattr(tasks, "send", run)


@pytest.fixture
def relay(db: None) -> Callable[[], int]:
    """Give a function that delivers every announced event to its listeners, and says how many were heard."""
    from xingtan.kernel.models import Outbox
    from xingtan.kernel.relay import relay_once

    def deliver() -> int:
        # PostgreSQL's relay stays behind open transactions, and a test is one.
        Outbox.objects.update(transaction=None)
        heard = 0
        while some := relay_once():
            heard += some
            Outbox.objects.update(transaction=None)
        return heard

    return deliver


@pytest.fixture(autouse=True)
def _as_at_the_start() -> None:
    """Forget what the test before has asked for too often, and what was kept to be shown again."""
    from xingtan.kernel import throttle
    from xingtan.kernel.cache import parts

    throttle.forget()
    parts.forget()


@pytest.fixture(autouse=True)
def _fresh_language() -> Iterator[None]:
    """Leave no language behind for the next test."""
    from django.utils import translation

    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _index_is_forgotten() -> Iterator[None]:
    """Take back what a test let be found: its rows are rolled back, and an index in the home folder is not."""
    yield
    from xingtan.kernel import home
    from xingtan.search import queries

    if (place := home.root() / "search").is_dir():
        queries.forget_opened()
        shutil.rmtree(place, ignore_errors=True)
