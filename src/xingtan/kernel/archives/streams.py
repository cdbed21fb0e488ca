"""Reading packed streams: in pieces, with bounded memory, and only as far as the bounds allow."""

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Protocol

from xingtan.kernel.archives.intake import MIB, Intake
from xingtan.kernel.archives.refusal import ArchiveRefused

CHUNK = 256 * 1024
XZ_MEMORY = 128 * MIB
# Tar pads its end with zeros, and a packer may pad to its own block size.
PADDING = 16 * MIB
TROUBLE = (EOFError, OSError, zlib.error, lzma.LZMAError, ValueError)


class Source(Protocol):
    """Something to read pieces from."""

    def read(self, size: int, /) -> bytes:
        """Read up to so many bytes."""
        ...


def opened(file: BinaryIO) -> Source:
    """Unpack one layer of compression, which its first bytes tell; none if they tell none."""
    start = file.read(6)
    file.seek(0)
    if start.startswith(b"\x1f\x8b"):
        return gzip.GzipFile(fileobj=file, mode="rb")
    if start.startswith(b"BZh"):
        return bz2.BZ2File(file)
    if start.startswith(b"\xfd7zXZ\x00"):
        return io.BufferedReader(_Xz(file), CHUNK)
    return file


class _Xz(io.RawIOBase):
    """An xz stream whose dictionary may not be larger than we say; the standard reader lets the file decide."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._unpack = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=XZ_MEMORY)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object, /) -> int:
        room = memoryview(buffer).cast("B")  # type: ignore[arg-type]  # typeshed knows no type for any buffer
        while not self._unpack.eof:
            packed = self._file.read(CHUNK) if self._unpack.needs_input else b""
            if self._unpack.needs_input and not packed:
                raise EOFError
            data = self._unpack.decompress(packed, max_length=len(room))
            if data:
                room[: len(data)] = data
                return len(data)
        return 0


class Bounded:
    """Reads a stream for an intake, and turns every way in which it can be broken into one refusal."""

    def __init__(self, source: Source, intake: Intake) -> None:
        self._source, self._intake = source, intake
        self._read = 0

    def exactly(self, size: int) -> bytes:
        """Read so many bytes, or refuse the archive as damaged."""
        data = b"".join(self.chunks(size))
        if len(data) < size:
            raise ArchiveRefused("damaged")
        return data

    def chunks(self, size: int) -> Iterator[bytes]:
        """Read so many bytes in pieces, or fewer if the stream ends."""
        while size > 0:
            piece = self.some(min(size, CHUNK))
            if not piece:
                return
            size -= len(piece)
            yield piece

    def some(self, size: int) -> bytes:
        """Read up to so many bytes."""
        try:
            piece = self._source.read(size)
        except TROUBLE:
            raise ArchiveRefused("damaged") from None
        self._read += len(piece)
        limits = self._intake.limits
        # Headers and padding are no files, and are still unpacked: they count here.
        if self._read > limits.total_bytes + limits.files * 2048 + PADDING:
            raise ArchiveRefused("large")
        return piece

    def finish(self) -> None:
        """Read on to the end, where the checksum is; only padding may be left."""
        left = PADDING
        while piece := self.some(CHUNK):
            left -= len(piece)
            if left < 0:
                raise ArchiveRefused("damaged")
