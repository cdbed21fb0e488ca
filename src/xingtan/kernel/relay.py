"""The relay: hands announced events to their listeners, at least once, in batches and in order.

An event is first shared out (one delivery row for each listener), then heard. A listener that
fails is tried again later and later, then parked and shown by ``check``; it never holds up others.
"""

import contextlib
import fcntl
import logging
import select
import socket
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from xingtan.kernel import home, spool
from xingtan.kernel.events import Heard, Listener, from_json, listeners
from xingtan.kernel.models import Delivery, Outbox

logger = logging.getLogger(__name__)

BATCH = 500
TRIES = 8
LOOKS_EVERY_SECONDS = 1.0
# What trickles in is handed out together: whoever hands out one thing at a time does little else in a busy hour.
RESTS_TIMES = 4
LONGEST_REST_SECONDS = 0.5


def relay_once() -> int:
    """Hand out everything that waits, once. Returns how many deliveries were heard."""
    while _share_out():
        pass
    heard = sum(_deliver(listeners[name]) for name in _with_deliveries() if name in listeners)
    _sweep()
    return heard


def run(stop: threading.Event) -> None:
    """Relay until told to stop; only one relay works on a site at a time."""
    # The bell is hung once this relay is the one: it would be taken from the one at work.
    with _alone(stop), _bell() as bell:
        while not stop.is_set():
            started = time.monotonic()
            heard = relay_once()
            if not heard:
                _sleep(bell)
            elif heard < BATCH:
                # The next ones gather meanwhile: at most a fifth of the time goes to handing out.
                stop.wait(min((time.monotonic() - started) * RESTS_TIMES, LONGEST_REST_SECONDS))


def parked() -> int:
    """Count deliveries that were given up and wait for a person."""
    return Delivery.objects.filter(parked_at__isnull=False).count()


def try_again(deliveries: list[int]) -> int:
    """Try these deliveries again, now and as if they were new. Returns how many there still were."""
    return Delivery.objects.filter(pk__in=deliveries).update(parked_at=None, attempts=0, due_at=timezone.now())


def _waiting() -> list[Outbox]:
    rows = Outbox.objects.filter(shared_out_at__isnull=True).order_by("id")
    if connection.vendor == "postgresql":
        # A smaller id may still be committed by a transaction that is open now: stay behind the oldest of them.
        rows = rows.extra(
            where=["(transaction IS NULL OR transaction < pg_snapshot_xmin(pg_current_snapshot())::text::bigint)"]
        )
    return list(rows[:BATCH])


def _share_out() -> bool:
    waiting = _waiting()
    if not waiting:
        return False
    now = timezone.now()
    spool.append("events", [_line(row) for row in waiting])
    with transaction.atomic():
        Delivery.objects.bulk_create(
            [
                Delivery(outbox=row, listener=listener.name, due_at=now)
                for row in waiting
                for listener in listeners.values()
                if row.name in listener.events
            ],
            ignore_conflicts=True,
        )
        Outbox.objects.filter(id__in=[row.id for row in waiting]).update(shared_out_at=now)
    return True


def _line(row: Outbox) -> dict[str, object]:
    return {"id": str(row.uid), "at": row.at.isoformat(), "name": row.name, "version": row.version, "body": row.body}


def _due() -> QuerySet[Delivery]:
    return Delivery.objects.filter(parked_at__isnull=True, due_at__lte=timezone.now())


def _with_deliveries() -> list[str]:
    """Name those for whom something waits: to ask each of all listeners would be a hundred queries for nothing."""
    return list(_due().order_by("listener").values_list("listener", flat=True).distinct())


def _deliver(listener: Listener) -> int:
    due = list(_due().filter(listener=listener.name).select_related("outbox").order_by("outbox_id")[:BATCH])
    if not due:
        return 0
    if _hear(listener, due):
        return len(due)
    if len(due) == 1:
        return 0
    # One bad event must not hold up the good ones beside it.
    return sum(len(one) for one in ([each] for each in due) if _hear(listener, one))


def _hear(listener: Listener, due: list[Delivery]) -> bool:
    try:
        events = [Heard(each.outbox.uid, each.outbox.at, from_json(each.outbox.name, each.outbox.body)) for each in due]
        listener.hear(events if listener.envelope else [each.event for each in events])
    except Exception as trouble:
        # A listener may fail in any way, and the others must still hear.
        logger.exception("a listener failed", extra={"listener": listener.name})
        if len(due) == 1:
            _put_off(due[0], trouble, timezone.now())
        return False
    Delivery.objects.filter(id__in=[each.id for each in due]).delete()
    return True


def _put_off(delivery: Delivery, trouble: Exception, now: datetime) -> None:
    delivery.attempts += 1
    delivery.trouble = type(trouble).__name__[:200]
    delivery.due_at = now + timedelta(seconds=min(2**delivery.attempts, 3600))
    if delivery.attempts >= TRIES:
        delivery.parked_at = now
    delivery.save(update_fields=["attempts", "trouble", "due_at", "parked_at"])


def _sweep() -> None:
    Outbox.objects.filter(shared_out_at__isnull=False, deliveries__isnull=True).delete()


@contextlib.contextmanager
def _alone(stop: threading.Event) -> Iterator[None]:
    with home.path("relay.lock").open("w") as lock:
        while not stop.is_set():
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            stop.wait(LOOKS_EVERY_SECONDS)
        while connection.vendor == "postgresql" and not stop.is_set() and not _has_the_site():
            stop.wait(LOOKS_EVERY_SECONDS)
        yield


def _has_the_site() -> bool:
    """Take the lock that relays on other machines ask for, too; it lasts as long as this connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext('xingtan.relay'))")
        return bool(cursor.fetchone()[0])


@contextlib.contextmanager
def _bell() -> Iterator[socket.socket]:
    place = home.path("relay.bell")
    place.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as bell:
        bell.bind(str(place))
        bell.setblocking(False)
        yield bell


def _sleep(bell: socket.socket) -> None:
    ready, _, _ = select.select([bell], [], [], LOOKS_EVERY_SECONDS)
    if ready:
        with contextlib.suppress(BlockingIOError):
            while bell.recv(64):
                pass
