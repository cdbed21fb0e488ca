"""The queues behind ``kernel.tasks``: huey, in a file beside SQLite or in PostgreSQL itself.

The queue only carries the number of an errand quickly; the errand's row decides. Whoever runs it
holds it for a while and says so again and again: what nobody holds any more, or nobody carries, is
found by the watch that every worker keeps.
"""

import fcntl
import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache, partial
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.db.models import QuerySet
from django.utils import timezone
from huey import Huey, PostgresHuey, SqliteHuey, crontab
from huey.consumer import Consumer

from xingtan.kernel import home
from xingtan.kernel.models import Errand
from xingtan.kernel.tasks import Queue, registered

logger = logging.getLogger(__name__)

THREADS: dict[Queue, int] = {"quick": 2, "heavy": 1}
WATCHES_EVERY_SECONDS = 10.0
# Within the four seconds that the supervisor gives; what is not done by then is done again by the next worker.
STOPS_WITHIN_SECONDS = 3.0
HELD_FOR = timedelta(minutes=1)
SENT_AT_ONCE = 1000
# A task that ends its worker with it (no memory, a fault in a library) would else do so for ever.
DEATHS = 5
# The database going away is not the task's fault: it is tried again even if it asks for no retries.
TRIES_WITHOUT_DATABASE = 5

_carriers: dict[Queue, Any] = {}
_at_work: set[int] = set()
_at_work_lock = threading.Lock()
_leaving = threading.Lock()


@cache
def queue(name: Queue) -> Huey:
    """Open the queue, and tell it the tasks that run by the clock."""
    opened = _open(name)
    _carriers[name] = opened.task(name="errand")(run_errand)
    opened.on_shutdown(name="leave")(partial(_leave, opened))
    for task in registered.values():
        if task.cron and task.queue == name:
            opened.periodic_task(_when(task.cron), name=task.name)(_tidy(task.run))
    return opened


def _leave(opened: Huey) -> None:
    """Close what this thread of a worker has opened: the connection on which it listens, and Django's."""
    with _leaving:
        # Two threads that close the same storage at once would trip over each other.
        opened.storage.close()
    connection.close()


def send(name: Queue, errand: int, seconds: float) -> None:
    """Put the errand into the queue."""
    queue(name)
    if seconds:
        _carriers[name].schedule((errand,), delay=seconds)
    else:
        _carriers[name](errand)


def run_errand(number: int) -> None:
    """Run one errand, unless somebody else has it, and forget it once it is done."""
    _let_go_of_broken()
    try:
        _run(number)
    finally:
        _let_go_of_broken()


def _run(number: int) -> None:
    with _alone_with(number) as is_free:
        errand = _claim(number) if is_free else None
        if errand is None:
            return
        try:
            registered[errand.task].run(**errand.kwargs)
        except Exception as trouble:
            logger.exception("a task failed", extra={"task": errand.task})
            # What failed may have been the connection itself.
            _let_go_of_broken()
            _put_off(errand, trouble)
        else:
            errand.delete()


@contextmanager
def _alone_with(number: int) -> Iterator[bool]:
    """Note that this process is at work on the errand; false if another thread of it is."""
    with _at_work_lock:
        is_free = number not in _at_work
        _at_work.add(number)
    try:
        yield is_free
    finally:
        if is_free:
            _at_work.discard(number)


def _claim(number: int) -> Errand | None:
    """Take hold of the errand, for a while; nothing if somebody else has it or it is not to be done now."""
    now = timezone.now()
    free = Errand.objects.filter(pk=number, started_at__isnull=True, parked_at__isnull=True, due_at__lte=now)
    if not free.update(started_at=now, worker=_me(), due_at=now + HELD_FOR):
        return None
    return Errand.objects.get(pk=number)


def _put_off(errand: Errand, trouble: Exception) -> None:
    errand.attempts += 1
    errand.trouble = type(trouble).__name__[:200]
    errand.started_at, errand.worker = None, ""
    known = registered.get(errand.task)
    no_database = isinstance(trouble, OperationalError | InterfaceError)
    tries = max(known.retries, TRIES_WITHOUT_DATABASE if no_database else 0) if known else 0
    wait = timedelta(seconds=10 * 2**errand.attempts)
    if errand.attempts > tries:
        errand.parked_at = timezone.now()
    else:
        errand.due_at = timezone.now() + wait
    errand.save(update_fields=["attempts", "trouble", "started_at", "worker", "parked_at", "due_at"])
    if known and not errand.parked_at:
        send(known.queue, errand.pk, wait.total_seconds())


def send_forgotten(*names: Queue) -> None:
    """Send again what nobody holds any more, and what is due and never came."""
    now = timezone.now()
    _started().filter(pk__in=_at_work, worker=_me()).update(due_at=now + HELD_FOR)
    for errand in _started().order_by("pk"):
        if errand.due_at < now or not _is_alive(errand.worker):
            _free(errand, why="WorkerDied")
        elif errand.worker == _me() and errand.pk not in _at_work:
            # It was done, or not, and then the database could not be told.
            _free(errand, why="")
    for name in names:
        # What still stands in the queue needs nobody to send it again.
        if not queue(name).storage.queue_size():
            _send_due(name)


def _started() -> QuerySet[Errand]:
    return Errand.objects.filter(started_at__isnull=False, parked_at__isnull=True)


def _free(errand: Errand, *, why: str) -> None:
    known = registered.get(errand.task)
    attempts = errand.attempts + (1 if why else 0)
    is_hopeless = bool(why) and attempts > (known.retries if known else 0) + DEATHS
    _started().filter(pk=errand.pk, worker=errand.worker).update(
        started_at=None,
        worker="",
        attempts=attempts,
        trouble=why or errand.trouble,
        due_at=timezone.now(),
        parked_at=timezone.now() if is_hopeless else None,
    )


def _send_due(name: Queue) -> None:
    tasks = [task.name for task in registered.values() if task.queue == name]
    due = Errand.objects.filter(started_at__isnull=True, parked_at__isnull=True, due_at__lte=timezone.now())
    for number in due.filter(task__in=tasks).order_by("pk").values_list("pk", flat=True)[:SENT_AT_ONCE]:
        send(name, number, 0)


class _Quiet(Consumer):  # type: ignore[misc]  # huey is untyped
    """A consumer that leaves signals to the process it lives in."""

    def _set_signal_handlers(self) -> None:
        pass


def work(names: tuple[Queue, ...], stop: threading.Event) -> None:
    """Work on these queues until told to stop; a task under way has some seconds to end, else it is begun again."""
    with _lock_of(_me()).open("w") as alive:
        fcntl.flock(alive, fcntl.LOCK_EX)
        consumers = [_consumer(name) for name in names]
        for each in consumers:
            each.huey.storage.initialize_schema()
            each.start()
        _watch(names)
        while not stop.wait(WATCHES_EVERY_SECONDS):
            _watch(names)
            for each in consumers:
                each.check_worker_health()
        for each in consumers:
            each.stop_flag.set()
        for each in consumers:
            each.stop(graceful=True)
            _leave(each.huey)
    _lock_of(_me()).unlink(missing_ok=True)


def _consumer(name: Queue) -> _Quiet:
    return _Quiet(
        queue(name),
        workers=THREADS[name],
        max_delay=1.0,
        initial_delay=0.05,
        shutdown_timeout=STOPS_WITHIN_SECONDS,
    )


def _watch(names: tuple[Queue, ...]) -> None:
    _let_go_of_broken()
    try:
        send_forgotten(*names)
    except Exception:
        # Whatever it is (the database, most likely), the workers go on, and the watch looks again.
        logger.exception("the watch over errands failed")
    finally:
        _let_go_of_broken()


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


def _let_go_of_broken() -> None:
    """Close the connection if it is no longer of use; within a transaction, that is for its owner to find out."""
    if not connection.in_atomic_block:
        close_old_connections()


def _tidy(run: Any) -> Any:
    def clean() -> None:
        _let_go_of_broken()
        try:
            run()
        finally:
            _let_go_of_broken()

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
