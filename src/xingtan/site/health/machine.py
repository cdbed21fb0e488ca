"""This machine: room, time, who can read what, and whether there is a backup."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from xingtan.kernel import home
from xingtan.kernel.files import stores
from xingtan.site import backups
from xingtan.site.health.trouble import Trouble

LEAST_FREE_BYTES = 1024**3
LARGEST_STEP_BACK = timedelta(seconds=5)
OLDEST_BACKUP = timedelta(days=7)


def disk() -> Iterator[Trouble]:
    """Look whether there is room, at home and where files are kept."""
    free = {str(home.root()): shutil.disk_usage(_there(home.root())).free}
    try:
        where, left = settings.XINGTAN.files_url, stores.free_bytes(settings.XINGTAN.files_url)
    except (ValueError, ImportError, OSError):
        where, left = "", None  # the look at the settings tells
    if where and left is not None:
        free[where] = left
    for place, count in free.items():
        if count < LEAST_FREE_BYTES:
            yield Trouble(f"Only {count // 1024**2} MB are free in {place}.", "Make room, or move it to a larger disk.")


def secrets() -> Iterator[Trouble]:
    """Look whether others on this machine can read what opens the site."""
    if home.root().stat().st_mode & 0o007:
        yield Trouble(f"Others on this machine can look into {home.root()}.", f"chmod 700 {home.root()}")
    folder = home.root() / "secrets"
    for place in (folder, *sorted(folder.glob("*"))):
        if place.exists() and place.stat().st_mode & 0o077:
            yield Trouble(f"Others on this machine can read {place}.", f"chmod go= {place}")


def clock() -> Iterator[Trouble]:
    """Look whether the clock went back: what was written last must not be of tomorrow."""
    now = datetime.now(UTC)
    written = [*(home.root() / "spool").glob("*.jsonl"), *home.root().glob("last-backup.json")]
    for place in written:
        ahead = datetime.fromtimestamp(place.stat().st_mtime, UTC) - now
        if ahead > LARGEST_STEP_BACK:
            what = f"The clock went back: {place.name} was written {ahead.total_seconds():.0f} s from now."
            yield Trouble(what, "Let this machine follow a time server.")


def backup() -> Iterator[Trouble]:
    """Look whether a backup was made of late."""
    if settings.XINGTAN.is_demo:
        return
    made, mend = backups.last_backup(), "xingtan backup FOLDER, every night, and to another machine."
    if made is None:
        yield Trouble("No backup was ever made here.", mend)
    elif (age := datetime.now(UTC) - made) > OLDEST_BACKUP:
        yield Trouble(f"The last backup is {age.days} days old.", mend)


def _there(place: Path) -> Path:
    return place if place.exists() else place.parent
