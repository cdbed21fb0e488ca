"""Files that are there after a crash, whole, or not there at all."""

import errno
import hashlib
import os
import shutil
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import IO

from django.utils.translation import gettext_lazy as _

from xingtan.kernel import home
from xingtan.kernel.errors import OutsideFailed

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
OLD_SECONDS = 24 * 3600
CHUNK = 1 << 20

_numbers = count()


class StoreIsFull(OutsideFailed):
    """No room is left on the disk: nothing was taken, and nothing that was there is hurt."""

    def __str__(self) -> str:
        return str(_("The disk of the event store is full. Nothing was taken; send it again once there is room."))


def root() -> Path:
    """Give the folder of the store."""
    place = home.path("store", "x").parent
    place.mkdir(exist_ok=True)
    return place


def write(place: Path, fill: Callable[[IO[bytes]], object]) -> None:
    """Make a file in one step: filled, on disk, and only then under its name.

    :raises StoreIsFull: if there is no room
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    new = _beside(place)
    try:
        with new.open("wb") as out:
            fill(out)
            out.flush()
            os.fdatasync(out.fileno())
        new.replace(place)
    except OSError as trouble:
        new.unlink(missing_ok=True)
        if trouble.errno in FULL:
            raise StoreIsFull from trouble
        raise
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    sync_folder(place.parent)


def move(file: Path, place: Path) -> None:
    """Move a finished file to its place in one step, from any disk.

    :raises StoreIsFull: if there is no room
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    if file.stat().st_dev != place.parent.stat().st_dev:
        with file.open("rb") as read:
            write(place, lambda out: shutil.copyfileobj(read, out, CHUNK))
        file.unlink()
        return
    with file.open("rb") as read:
        os.fdatasync(read.fileno())
    file.replace(place)
    sync_folder(place.parent)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def digest(place: Path) -> str:
    """Give the SHA-256 of a file."""
    with place.open("rb") as read:
        return hashlib.file_digest(read, "sha256").hexdigest()


def scratch(name: str) -> Path:
    """Give a place for a file that is being made; what stays there is swept after a day."""
    place = root() / "tmp" / f"{os.getpid()}-{next(_numbers)}-{name}"
    place.parent.mkdir(exist_ok=True)
    return place


def sweep(now: float | None = None) -> int:
    """Delete what was being made when a process died. Returns how many files there were."""
    moment = time.time() if now is None else now
    left = [*root().rglob(".*.new"), *(root() / "tmp").glob("*")]
    old = [each for each in left if each.is_file() and moment - touched_at(each, moment) > OLD_SECONDS]
    for each in old:
        each.unlink(missing_ok=True)
    return len(old)


def touched_at(file: Path, moment: float) -> float:
    """Tell when a file was last touched; one that was renamed meanwhile, as all are once they are whole, is new."""
    try:
        return file.stat().st_mtime
    except FileNotFoundError:
        return moment


def _beside(place: Path) -> Path:
    return place.with_name(f".{place.name}.{os.getpid()}.{next(_numbers)}.new")
