"""The spool: an append-only file of JSON lines a day, on disk before it is acknowledged.

Facts are shipped here by the relay, traces by the web; the event store reads it. A line may stand
here twice (a crash between append and acknowledgement), so readers drop repeated ids.
"""

import fcntl
import json
import os
from collections.abc import Sequence
from pathlib import Path

from django.utils import timezone

from xingtan.kernel import home


def append(lane: str, lines: Sequence[dict[str, object]], *, waits: bool = True) -> None:
    """Append the lines to today's file of this lane, and return once they are on disk."""
    told = "".join(json.dumps(line, separators=(",", ":"), ensure_ascii=False) + "\n" for line in lines)
    append_lines(lane, told.encode(), waits=waits)


def append_lines(lane: str, lines: bytes, *, waits: bool = True) -> None:
    """Append lines that are JSON already, each with its end, and return once they are on disk.

    The lock is let go before the disk is waited for, so those who append at the same moment share one wait.

    :param waits: whether to wait for the disk; what is only handed over to the system is lost with its power alone
    :raises OSError: if there is no room; then none of the lines is there
    """
    place = home.path("spool", f"{lane}-{timezone.now():%Y-%m-%d}.jsonl")
    handle = os.open(place, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        size = os.fstat(handle).st_size
        try:
            _write(handle, lines if _ends_well(handle, size) else b"\n" + lines)
        except OSError:
            # Half of it would be told as if it were whole.
            os.ftruncate(handle, size)
            raise
        fcntl.flock(handle, fcntl.LOCK_UN)
        if waits:
            os.fdatasync(handle)
            if not size:
                _sync_folder(place.parent)
    finally:
        os.close(handle)


def settled(place: Path) -> int:
    """Say how many bytes of this file are on disk and will not be taken back."""
    handle = os.open(place, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH)
        size = os.fstat(handle).st_size
        fcntl.flock(handle, fcntl.LOCK_UN)
        os.fdatasync(handle)
        return size
    finally:
        os.close(handle)


def _write(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _ends_well(handle: int, size: int) -> bool:
    """Test whether the file ends with a whole line: a crash may have torn the last one, and ours is not to join it."""
    return not size or os.pread(handle, 1, size - 1) == b"\n"


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
