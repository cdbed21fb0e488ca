"""The database, and what waits in it for longer than it should."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.db import DatabaseError, connection
from django.db.models import Count
from django.utils import timezone

from xingtan.eventstore import public as eventstore
from xingtan.jobs.public import Job
from xingtan.kernel.models import Delivery, Errand, Outbox
from xingtan.site.backups import schema
from xingtan.site.health.trouble import Trouble

LARGEST_CLOCK_DIFFERENCE_SECONDS = 5
EVENTS_WAIT_AT_MOST = timedelta(minutes=2)
ERRANDS_WAIT_AT_MOST = timedelta(minutes=15)
TRY_AGAIN = "The log says why. Mend that, then let them be tried again: /admin/kernel/{table}/?parked_at__isempty=0"


def database() -> Iterator[Trouble]:
    """Look whether the database answers, and is what this code expects."""
    try:
        applied = schema.applied_migrations()
        pending = schema.pending_migrations()
    except DatabaseError as reason:
        said = str(reason).strip().partition("\n")[0]
        yield Trouble(f"The database does not answer: {said}.", "Is DATABASE_URL right, and the server running?")
        return
    if not applied:
        yield Trouble("There is no site here yet.", "xingtan init")
    elif unknown := schema.unknown_migrations(applied):
        what = f"A newer version of Xingtan has changed the database ({'.'.join(unknown[0])})."
        yield Trouble(what, "Install that version, or restore a backup of before.")
    elif pending:
        yield Trouble(
            f"The database is {len(pending)} migrations behind the code.", "Stop the site, then: xingtan upgrade"
        )


def clock() -> Iterator[Trouble]:
    """Look whether the database's machine and this one agree on the time."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        theirs = cursor.fetchone()[0]
    difference = abs((datetime.now(UTC) - theirs).total_seconds())
    if difference > LARGEST_CLOCK_DIFFERENCE_SECONDS:
        what = f"This machine's clock and the database's differ by {difference:.0f} s."
        yield Trouble(what, "Let both follow a time server.")


def given_up() -> Iterator[Trouble]:
    """Look for events and errands that failed so often that a person must look."""
    deliveries = Delivery.objects.filter(parked_at__isnull=False).values_list("listener", "trouble")
    for listener, trouble, count in deliveries.annotate(count=Count("pk")).order_by("listener", "trouble"):
        yield Trouble(f"{count} events were given up at {listener} ({trouble}).", TRY_AGAIN.format(table="delivery"))
    errands = Errand.objects.filter(parked_at__isnull=False).values_list("task", "trouble")
    for task, trouble, count in errands.annotate(count=Count("pk")).order_by("task", "trouble"):
        yield Trouble(f"{count} tasks were given up: {task} ({trouble}).", TRY_AGAIN.format(table="errand"))


def event_store() -> Iterator[Trouble]:
    """Look whether what is counted from is what was written."""
    yield from (Trouble(what, mend) for what, mend in eventstore.troubles())


def events_waiting() -> Iterator[Trouble]:
    """Look whether the relay hands on what is announced."""
    before = timezone.now() - EVENTS_WAIT_AT_MOST
    count = Outbox.objects.filter(shared_out_at__isnull=True, at__lt=before).count()
    count += Delivery.objects.filter(parked_at__isnull=True, attempts=0, due_at__lt=before).count()
    if count:
        yield Trouble(
            f"{count} events have waited for more than {EVENTS_WAIT_AT_MOST.seconds // 60} minutes.",
            "Is the relay running? xingtan serve runs it, or xingtan relay alone. On PostgreSQL a transaction that was "
            "left open holds it up, too: see pg_stat_activity.",
        )


def errands_waiting() -> Iterator[Trouble]:
    """Look whether workers do what is asked for."""
    before = timezone.now() - ERRANDS_WAIT_AT_MOST
    late = Errand.objects.filter(started_at__isnull=True, parked_at__isnull=True, due_at__lt=before).count()
    if late:
        yield Trouble(
            f"{late} tasks have been due for more than {ERRANDS_WAIT_AT_MOST.seconds // 60} minutes.",
            "Are the workers running? xingtan serve runs them, or xingtan worker alone. If they are, they cannot keep up.",
        )


def jobs_nobody_carries() -> Iterator[Trouble]:
    """Look for long work that was neither ended nor is to be done by anybody."""
    asked = timezone.now() - EVENTS_WAIT_AT_MOST
    open_jobs = {
        str(uid)
        for uid in Job.objects.exclude(status__in=Job.ENDED).filter(asked_at__lt=asked).values_list("uid", flat=True)
    }
    carried = {errand.kwargs.get("job") for errand in Errand.objects.filter(task__startswith="xingtan.jobs.")}
    if left := len(open_jobs - carried):
        yield Trouble(
            f"{left} jobs are neither ended nor carried on by anybody.", "See /admin/jobs/job/, and ask for them again."
        )
