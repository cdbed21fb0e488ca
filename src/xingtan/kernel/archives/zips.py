"""Zip: the directory is weighed before it is read, and every member is counted as it comes out."""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from xingtan.kernel.archives.intake import MIB, Intake
from xingtan.kernel.archives.refusal import ArchiveRefused
from xingtan.kernel.archives.streams import CHUNK

LARGEST_DIRECTORY = 16 * MIB
ENCRYPTED, NAME_IS_UTF8 = 0x1, 0x800
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
# The library raises these, and only these, for what a file can have wrong with it.
TROUBLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    NotImplementedError,
)


def take_zip(file: BinaryIO, intake: Intake) -> None:
    """Take every member of this zip file.

    :raises ArchiveRefused: at the first thing that is wrong
    """
    _weigh(file)
    with _as_damage():
        archive = zipfile.ZipFile(file)
    for member in archive.infolist():
        _take(archive, member, intake)


def _take(archive: zipfile.ZipFile, member: zipfile.ZipInfo, intake: Intake) -> None:
    name = _name(member)
    if member.flag_bits & ENCRYPTED:
        raise ArchiveRefused("encrypted", name)
    if member.compress_type not in METHODS:
        raise ArchiveRefused("method", name)
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind == stat.S_IFLNK:
        raise ArchiveRefused("link", name)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise ArchiveRefused("special", name)
    if name.endswith("/"):
        intake.take_folder(name)
    else:
        intake.take_file(name, member.file_size, _chunks(archive, member))


def _chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with _as_damage():
        inside = archive.open(member)
    with inside:
        while True:
            # Only what comes from the archive is its fault: a full disk is ours.
            with _as_damage():
                piece = inside.read(CHUNK)
            if not piece:
                return
            yield piece


@contextmanager
def _as_damage() -> Iterator[None]:
    try:
        yield
    except TROUBLE:
        raise ArchiveRefused("damaged") from None


def _name(member: zipfile.ZipInfo) -> str:
    """Read the name as its maker wrote it; the library cuts it at a NUL and guesses an old code page."""
    name = member.orig_filename
    if not member.flag_bits & NAME_IS_UTF8:
        # Many packers write UTF-8 and forget to say so. What is not UTF-8 we do not guess at.
        name = name.encode("cp437").decode("utf-8", "surrogateescape")
    return name


def _weigh(file: BinaryIO) -> None:
    """Refuse a directory that would not fit in memory, before the library reads it whole."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 65_557))
    tail = file.read()
    found = tail.rfind(b"PK\x05\x06")
    if found < 0 or len(tail) < found + 22:
        raise ArchiveRefused("damaged")
    directory: int = struct.unpack_from("<L", tail, found + 12)[0]
    if found >= 20 and tail[found - 20 : found - 16] == b"PK\x06\x07":
        (place,) = struct.unpack_from("<Q", tail, found - 12)
        file.seek(min(place, size))
        record = file.read(56)
        # The library looks right before the locator, whatever it says; both must agree that it is small.
        near = tail[found - 76 : found - 20] if found >= 76 else b""
        sizes = [struct.unpack_from("<Q", each, 40)[0] for each in (record, near) if each.startswith(b"PK\x06\x06")]
        directory = max([*sizes, 0 if directory == 0xFFFF_FFFF else directory])
    if directory > LARGEST_DIRECTORY:
        raise ArchiveRefused("many")
    file.seek(0)
