"""Opening an archive or a folder, whatever kind it is."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from xingtan.kernel import home
from xingtan.kernel.archives.intake import Intake, Limits
from xingtan.kernel.archives.refusal import ArchiveRefused
from xingtan.kernel.archives.streams import Bounded, opened
from xingtan.kernel.archives.tars import take_tar
from xingtan.kernel.archives.tree import Tree
from xingtan.kernel.archives.zips import take_zip

# What is left of a process that was killed is removed when it is surely nobody's any more.
FORGOTTEN_SECONDS = 24 * 60 * 60
# A course kept in git has its history beside it, which is not part of the course.
HISTORY = ".git"


def unpack(source: Path | BinaryIO, limits: Limits | None = None) -> Tree:
    """Open a tar (plain, gz, bz2, xz), a zip, or a folder. Use it in a ``with`` and it cleans up.

    :param source: the path of an archive or a folder, or an open file that can seek
    :raises ArchiveRefused: with the reason, and the place in the archive
    """
    limits = limits or Limits()
    if isinstance(source, Path):
        if source.is_dir():
            return _look_through(source, limits)
        with source.open("rb") as file:
            return _unpack(file, limits)
    return _unpack(source, limits)


def _unpack(file: BinaryIO, limits: Limits) -> Tree:
    with _folder() as folder:
        intake = Intake(limits, folder, packed_bytes=file.seek(0, os.SEEK_END))
        file.seek(0)
        start = file.read(4)
        file.seek(0)
        if start in (b"PK\x03\x04", b"PK\x05\x06"):
            take_zip(file, intake)
        elif not start:
            raise ArchiveRefused("format")
        else:
            take_tar(Bounded(opened(file), intake), intake)
        return Tree(intake.places, folder)


@contextmanager
def _folder() -> Iterator[Path]:
    """Make a folder to unpack in, and remove it at once if the archive is refused."""
    above = home.path("unpacked", "x").parent
    for left in above.iterdir():
        # Another process may be done with it at this moment.
        with suppress(FileNotFoundError):
            if left.stat().st_mtime < time.time() - FORGOTTEN_SECONDS:
                shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(dir=above))
    try:
        yield folder
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _look_through(top: Path, limits: Limits) -> Tree:
    """Take a folder as it lies there, under the same rules; nothing is copied."""
    intake = Intake(limits, top)
    for entry in _entries(top):
        name = str(Path(entry.path).relative_to(top))
        if entry.is_symlink():
            raise ArchiveRefused("link", name)
        if entry.is_dir():
            intake.take_folder(name)
        elif entry.is_file():
            size = entry.stat().st_size
            intake.taken_bytes += size
            intake.places[intake.note_file(name, size)] = Path(entry.path)
        else:
            raise ArchiveRefused("special", name)
    return Tree(intake.places)


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda each: each.name):
            if entry.name == HISTORY:
                continue
            yield entry
            if entry.is_dir(follow_symlinks=False):
                yield from _entries(Path(entry.path))
