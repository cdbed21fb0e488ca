"""Tar, read by hand: the library's reader believes sizes that a hostile file announces."""

import tarfile

from xingtan.kernel.archives.intake import Intake
from xingtan.kernel.archives.refusal import ArchiveRefused
from xingtan.kernel.archives.streams import Bounded

BLOCK = 512
FILES = {tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.CONTTYPE}
LINKS = {tarfile.LNKTYPE, tarfile.SYMTYPE}
# A header of names and times has no reason to be longer.
LONGEST_HEADER = 64 * 1024


def take_tar(stream: Bounded, intake: Intake) -> None:
    """Take every member of this tar stream.

    :raises ArchiveRefused: at the first thing that is wrong
    """
    said: dict[str, str] = {}
    entries = 0
    while any(block := _block(stream, is_first=not entries)):
        entries += 1
        header = _header(block, is_first=entries == 1)
        if header.type in (tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE):
            said |= _records(_body(stream, header))
        elif header.type == tarfile.XGLTYPE:
            if _records(_body(stream, header)).keys() & {"path", "size", "linkpath"}:
                raise ArchiveRefused("special", header.name)
        elif header.type == tarfile.GNUTYPE_LONGNAME:
            said["path"] = _text(_body(stream, header).rstrip(b"\0"))
        elif header.type == tarfile.GNUTYPE_LONGLINK:
            _body(stream, header)
        else:
            _take(stream, intake, header, said)
            said = {}
        intake.check(header.name, 0)
        if entries > 4 * intake.limits.files:
            raise ArchiveRefused("many", header.name)
    if said:
        raise ArchiveRefused("damaged")
    stream.finish()


def _take(stream: Bounded, intake: Intake, header: tarfile.TarInfo, said: dict[str, str]) -> None:
    name = said.get("path", header.name)
    if header.type in LINKS:
        raise ArchiveRefused("link", name)
    if any(key.startswith("GNU.sparse") for key in said):
        raise ArchiveRefused("special", name)
    if header.type == tarfile.DIRTYPE:
        intake.take_folder(name)
    elif header.type in FILES:
        size = _size(said, header)
        intake.take_file(name, size, stream.chunks(size))
        stream.exactly(-size % BLOCK)
    else:
        raise ArchiveRefused("special", name)


def _block(stream: Bounded, *, is_first: bool) -> bytes:
    block = b"".join(stream.chunks(BLOCK))
    if len(block) < BLOCK:
        raise ArchiveRefused("format" if is_first else "damaged")
    return block


def _header(block: bytes, *, is_first: bool) -> tarfile.TarInfo:
    try:
        header = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except (tarfile.HeaderError, ValueError, OverflowError):
        raise ArchiveRefused("format" if is_first else "damaged") from None
    if header.size < 0:
        raise ArchiveRefused("damaged", header.name)
    return header


def _body(stream: Bounded, header: tarfile.TarInfo) -> bytes:
    if header.size > LONGEST_HEADER:
        raise ArchiveRefused("long", header.name)
    body = stream.exactly(header.size)
    stream.exactly(-header.size % BLOCK)
    return body


def _records(body: bytes) -> dict[str, str]:
    """Read the lines of an extended header: ``length key=value``, the length counting itself."""
    found = {}
    while body:
        length, space, _rest = body.partition(b" ")
        if not space or not length.isdigit() or len(length) > 6:
            raise ArchiveRefused("damaged")
        line, body = body[: int(length)], body[int(length) :]
        key, equals, value = line[len(length) + 1 :].partition(b"=")
        if not equals or not value.endswith(b"\n"):
            raise ArchiveRefused("damaged")
        found[_text(key)] = _text(value[:-1])
    return found


def _size(said: dict[str, str], header: tarfile.TarInfo) -> int:
    size = said.get("size", str(header.size))
    if not (size.isascii() and size.isdigit() and len(size) < 19):
        raise ArchiveRefused("damaged", header.name)
    return int(size)


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")
