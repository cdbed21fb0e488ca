"""How the site is looked at: what an operator should mend, and how."""

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from xingtan.site.cli import start_django

LEAST_FREE_BYTES = 1024**3
LARGEST_CLOCK_DIFFERENCE_SECONDS = 5


@dataclass(frozen=True)
class Trouble:
    """What is wrong, and how to mend it."""

    what: str
    mend: str


def run() -> int:
    """Print every trouble. Returns 1 if there is any."""
    start_django()
    found = [trouble for look in LOOKS for trouble in look()]
    for trouble in found:
        print(f"✗ {trouble.what}\n  {trouble.mend}")
    if not found:
        print("✓ Nothing to mend.")
    return 1 if found else 0


def _settings() -> Iterator[Trouble]:
    from django.core.checks import WARNING, run_checks

    for message in run_checks(include_deployment_checks=False):
        if message.level >= WARNING and not message.is_silenced():
            yield Trouble(f"{message.id}: {message.msg}", str(message.hint or "See the operator's guide on settings."))


def _database() -> Iterator[Trouble]:
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            yield Trouble("The database is not up to date with the code.", "xingtan upgrade")
            return
    except DatabaseError as reason:
        yield Trouble(
            f"The database does not answer: {reason}".strip(), "Is DATABASE_URL right, and the server running?"
        )
        return
    yield from _what_waits()
    yield from _clock()


def _what_waits() -> Iterator[Trouble]:
    from xingtan.kernel import relay, tasks

    if events := relay.parked():
        yield Trouble(
            f"{events} deliveries of events were given up.",
            "Mend the cause in the log, then they can be tried again in the admin.",
        )
    if errands := tasks.parked():
        yield Trouble(
            f"{errands} tasks were given up.", "Mend the cause in the log, then they can be tried again in the admin."
        )


def _clock() -> Iterator[Trouble]:
    from django.db import connection

    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        theirs = cursor.fetchone()[0]
    difference = abs((datetime.now(UTC) - theirs).total_seconds())
    if difference > LARGEST_CLOCK_DIFFERENCE_SECONDS:
        yield Trouble(
            f"This machine's clock and the database's differ by {difference:.0f} s.", "Let both follow a time server."
        )


def _disk() -> Iterator[Trouble]:
    from xingtan.kernel import home

    free = shutil.disk_usage(home.path(".").parent).free
    if free < LEAST_FREE_BYTES:
        yield Trouble(
            f"Only {free // 1024**2} MB are free in {home.root()}.", "Make room, or move XINGTAN_HOME to a larger disk."
        )


def _secrets() -> Iterator[Trouble]:
    from xingtan.kernel import home

    for place in sorted(home.path("secrets").glob("*")):
        if place.stat().st_mode & 0o077:
            yield Trouble(f"Others on this machine can read {place}.", f"chmod 600 {place}")


def _mail() -> Iterator[Trouble]:
    from smtplib import SMTPException

    from django.core import mail

    try:
        connection = mail.get_connection()
        connection.open()
        connection.close()
    except (OSError, SMTPException) as reason:
        yield Trouble(f"The mail server does not take our mail: {reason}", "Is EMAIL_URL right?")


def _front_end() -> Iterator[Trouble]:
    from django.contrib.staticfiles import finders

    if finders.find("built/manifest.json") is None:
        mend = "python3 run.py builds it." if (sys.prefix != sys.base_prefix) else "Install the package again."
        yield Trouble("The front end is not built.", mend)


LOOKS: list[Callable[[], Iterator[Trouble]]] = [_settings, _database, _disk, _secrets, _mail, _front_end]
