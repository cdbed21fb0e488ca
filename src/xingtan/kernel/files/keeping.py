"""Keeping files, and getting them back."""

import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from xingtan.kernel.files import media, stores
from xingtan.kernel.files.addresses import INLINE, SANDBOX, path_of

CHUNK = 1024 * 1024
FOUR_HOURS = 4 * 60 * 60


class Readable(Protocol):
    """An open file, an upload, anything that is read in pieces."""

    def read(self, size: int, /) -> bytes:
        """Read up to so many bytes."""
        ...


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept: its digest is all one needs to find it again."""

    digest: str
    size_bytes: int
    media_type: str


def keep(source: bytes | Readable, *, name: str = "") -> Kept:
    """Keep these bytes, once however often they come. They are on disk when this returns.

    :param name: tells the media type, and is not kept
    """
    store = _store()
    handle, made = tempfile.mkstemp(dir=store.workshop(), prefix="xingtan-")
    place = Path(made)
    try:
        with os.fdopen(handle, "wb") as out:
            digest, size_bytes, head = _copy(source, out)
            if not store.exists(digest):
                out.flush()
                os.fsync(out.fileno())
                store.put(digest, place)
    finally:
        place.unlink(missing_ok=True)
    return Kept(digest, size_bytes, media.media_type(name, head))


def _copy(source: bytes | Readable, out: BinaryIO) -> tuple[str, int, bytes]:
    digest, size_bytes, head = hashlib.sha256(), 0, b""
    for piece in _pieces(source):
        head = head or piece[: media.HEAD_BYTES]
        digest.update(piece)
        size_bytes += len(piece)
        out.write(piece)
    return digest.hexdigest(), size_bytes, head


def _pieces(source: bytes | Readable) -> Iterator[bytes]:
    if isinstance(source, bytes):
        yield source
        return
    while piece := source.read(CHUNK):
        yield piece


def open(digest: str) -> BinaryIO:  # noqa: A001 - files.open reads as what it does
    """Open a kept file for reading.

    :raises FileNotFoundError: if it is not kept
    """
    return _store().open(digest)


def read(digest: str) -> bytes:
    """Read a kept file whole.

    :raises FileNotFoundError: if it is not kept
    """
    with open(digest) as file:
        return file.read()


def size(digest: str) -> int:
    """Tell the size of a kept file in bytes."""
    return _store().size(digest)


def exists(digest: str) -> bool:
    """Test whether a file is kept."""
    return _store().exists(digest)


def drop(digest: str) -> None:
    """Forget a file. Whoever asks knows that nobody else needs these bytes: two uploads of one file are one."""
    _store().drop(digest)


def every() -> Iterator[str]:
    """List the digests of all that is kept, for a backup or a sweep."""
    return _store().every()


def address(
    digest: str,
    name: str,
    *,
    ttl: int = FOUR_HOURS,
    inline: bool = True,
    sandbox: bool = False,
    media_type: str | None = None,
    now: float | None = None,
) -> str:
    """Give an address on the second origin that shows this file to whoever has it, for a while.

    :param ttl: it stays the same for so many seconds, and works for up to twice as many
    :param inline: shown in the page, or offered to be saved
    :param sandbox: let its scripts run, in a frame that belongs to nobody
    :param media_type: as it was kept; told by the name if not given
    """
    path = path_of(
        digest,
        name,
        media_type=media_type or media.by_name(name),
        flags=(INLINE if inline else 0) | (SANDBOX if sandbox else 0),
        ttl=ttl,
        now=time.time() if now is None else now,
    )
    return f"{_site().second_origin}{path}"


def _store() -> stores.Store:
    return stores.at(_site().files_url)


def _site() -> Any:
    from django.conf import settings  # noqa: PLC0415 - the stream process reads this package and has no settings

    return settings.XINGTAN
