"""The queues behind ``kernel.tasks``: huey, in a file beside SQLite or in PostgreSQL itself.

The queue only carries the number of an errand quickly; the errand's row decides. A minute's
watch sends again whatever a crash left behind.
"""

import fcntl
import logging
import os
import threading
from datetime import timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from huey import Huey, PostgresHuey, SqliteHuey, crontab
from huey.consumer import Consumer

from xingtan.kernel import home
from xingtan.kernel.models import Errand
from xingtan.kernel.tasks import Queue, registered

logger = logging.getLogger(__name__)

THREADS: dict[Queue, int] = {"quick": 2, "heavy": 1}


_carriers: dict[Queue, Any] = {}


@cache
def queue(name: Queue) -> Huey:
    """Open the queue, and tell it the tasks that run by the clock."""
    opened = _open(name)
    _carriers[name] = opened.task(name="errand")(run_errand)
    for task in registered.values():
        if task.cron and task.queue == name:
            opened.periodic_task(_when(task.cron), name=task.name)(_tidy(task.run))
    if name == "quick":
        opened.periodic_task(crontab(), name="watch")(_tidy(send_forgotten))
    return opened


def send(name: Queue, errand: int, seconds: float) -> None:
    """Put the errand into the queue."""
    queue(name)
    if seconds:
        _carriers[name].schedule((errand,), delay=seconds)
    else:
        _carriers[name](errand)


def run_errand(number: int) -> None:
    """Run one errand, unless somebody else has it, and forget it once it is done."""
    close_old_connections()
    try:
        _run(number)
    finally:
        close_old_connections()


def _run(number: int) -> None:
    now = timezone.now()
    free = Errand.objects.filter(pk=number, started_at__isnull=True, parked_at__isnull=True, due_at__lte=now)
    if not free.update(started_at=now, worker=_me()):
        return
    errand = Errand.objects.get(pk=number)
    try:
        registered[errand.task].run(**errand.kwargs)
    except Exception as trouble:  # noqa: BLE001 - a task may fail in any way; the errand records it and is tried again
        logger.exception("a task failed", extra={"task": errand.task})
        _put_off(errand, trouble)
    else:
        errand.delete()


def _put_off(errand: Errand, trouble: Exception) -> None:
    errand.attempts += 1
    errand.trouble = type(trouble).__name__[:200]
    errand.started_at, errand.worker = None, ""
    known = registered.get(errand.task)
    if known is None or errand.attempts > known.retries:
        errand.parked_at = timezone.now()
    else:
        errand.due_at = timezone.now() + timedelta(seconds=10 * 2**errand.attempts)
    errand.save(update_fields=["attempts", "trouble", "started_at", "worker", "parked_at", "due_at"])


def send_forgotten() -> None:
    """Send again what a dead worker held, and what is due and never came."""
    for errand in Errand.objects.filter(started_at__isnull=False, parked_at__isnull=True).order_by("pk"):
        if not _is_alive(errand.worker):
            Errand.objects.filter(pk=errand.pk, worker=errand.worker).update(started_at=None, worker="")
    due = Errand.objects.filter(started_at__isnull=True, parked_at__isnull=True, due_at__lte=timezone.now())
    for errand in due.order_by("pk")[:1000]:
        known = registered.get(errand.task)
        if known:
            send(known.queue, errand.pk, 0)


class _Quiet(Consumer):  # type: ignore[misc]  # huey is untyped
    """A consumer that leaves signals to the process it lives in."""

    def _set_signal_handlers(self) -> None:
        pass


def work(names: tuple[Queue, ...], stop: threading.Event) -> None:
    """Work on these queues until told to stop; a task under way is finished first."""
    with _lock_of(_me()).open("w") as alive:
        fcntl.flock(alive, fcntl.LOCK_EX)
        consumers = [_Quiet(queue(name), workers=THREADS[name], max_delay=1.0, initial_delay=0.05) for name in names]
        for each in consumers:
            each.huey.storage.initialize_schema()
            each.start()
        send_forgotten()
        stop.wait()
        for each in consumers:
            each.stop(graceful=True)
    _lock_of(_me()).unlink(missing_ok=True)


def _me() -> str:
    return f"{os.uname().nodename[:40]}-{os.getpid()}"


def _lock_of(worker: str) -> Any:
    return home.path("workers", worker)


def _is_alive(worker: str) -> bool:
    if not worker.startswith(os.uname().nodename[:40]):
        return True  # on another machine, whose own watch looks after it
    try:
        with _lock_of(worker).open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def _tidy(run: Any) -> Any:
    def clean() -> None:
        close_old_connections()
        try:
            run()
        finally:
            close_old_connections()

    clean.__name__ = run.__name__
    return clean


def _when(cron: str) -> Any:
    minute, hour, day, month, day_of_week = cron.split()
    return crontab(minute=minute, hour=hour, day=day, month=month, day_of_week=day_of_week)


def _open(name: Queue) -> Huey:
    options = {"results": False, "create_tables": False}
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        opened = PostgresHuey(f"xingtan-{name}", dsn=settings.XINGTAN.database_url, **options)
    else:
        opened = SqliteHuey(f"xingtan-{name}", filename=str(home.path(f"queue-{name}.db")), **options)
    opened.storage.initialize_schema()
    return opened
