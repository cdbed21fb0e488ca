"""Upgrading: the data of an earlier version become those of this one, with a backup of how they were."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.core.management import call_command
from django.db import DatabaseError

from xingtan.kernel import home
from xingtan.site import backups
from xingtan.site.backups import aside, schema
from xingtan.site.backups.progress import Progress


@dataclass(frozen=True)
class Upgraded:
    """What was done."""

    backup: str
    migrations: list[str]
    indexed: int


def upgrade(*, backup: Path | None) -> Upgraded:
    """Bring the database up to date with the code, and build anew what is made from it; safe to run again.

    :param backup: where to write one first, if there is anything to change; none if not given
    :raises backups.Refused: if it cannot be; nothing has changed then
    :raises Stopped: if it ended half-way
    """
    applied = schema.applied_migrations()
    if not applied:
        raise backups.Refused("There is no site here yet. Begin one with: xingtan init")
    if unknown := schema.unknown_migrations(applied):
        raise backups.Refused(
            f"A newer version of Xingtan wrote these data ({'.'.join(unknown[0])}). Install that one, or restore a backup."
        )
    if aside.is_running():
        raise backups.Refused("The site is running. Stop it first.")

    progress = Progress()
    pending = schema.pending_migrations()
    made = backups.back_up(backup).file if backup and pending else ""
    if pending:
        progress.begin(f"Applying {len(pending)} migrations …")
        _migrate(made)
    try:
        return Upgraded(made, pending, backups.rebuild_indices(progress))
    except (DatabaseError, OSError) as reason:
        raise Stopped(f"The database is up to date, but the search index could not be built: {reason}.") from reason


def default_place() -> Path:
    """Give the place for the backup that an upgrade begins with."""
    return home.path("backups", f"before-upgrade-{datetime.now(UTC):%Y-%m-%d-%H%M%S}.tar")


def _migrate(made: str) -> None:
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as reason:
        left = schema.pending_migrations()
        back = (
            f"Go on with the upgrade once it is mended, or go back: xingtan restore {made} --replace." if made else ""
        )
        raise Stopped(f"The migration {left[0] if left else ''} failed: {reason}. {back}") from reason


class Stopped(Exception):
    """An upgrade ended half-way: each migration is whole, and the next one was not begun."""
