"""The archive of a backup: written under another name until it is whole, and believed only after every digest was checked."""

import hashlib
import json
import os
import re
import tarfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO, Any

FORMAT = 1
ABOUT, MANIFEST = "about.json", "manifest.json"
# Secrets are in it.
FOR_THE_OWNER = 0o600
_MEMBER = re.compile(
    r"about\.json|manifest\.json|tables/[a-z0-9_]+\.[a-z0-9_]+\.jsonl\.gz|spool/(?:batches/)?[A-Za-z0-9_-][A-Za-z0-9._-]*"
    r"|store/(?:[A-Za-z0-9_-][A-Za-z0-9_.=-]*/)*[A-Za-z0-9_-][A-Za-z0-9_.=-]*|secrets/[A-Za-z0-9_-][A-Za-z0-9._-]*|files/[0-9a-f]{64}"
)


class Refused(Exception):
    """This cannot be done, and nothing was changed: what it says is for the operator."""


class _Measured:
    """Reads a file, and remembers how long it was and its digest."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._hash = hashlib.sha256()
        self.bytes = 0

    def read(self, size: int = -1) -> bytes:
        """Read, as a file does."""
        data = self._file.read(size)
        self._hash.update(data)
        self.bytes += len(data)
        return data

    @property
    def digest(self) -> str:
        """Give the digest of what was read so far."""
        return self._hash.hexdigest()


class Writer:
    """Writes the members one after another, and at the end what they were."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self._members: dict[str, dict[str, Any]] = {}
        self._files = hashlib.sha256()
        self.files = self.file_bytes = 0
        self.damaged: list[str] = []

    def add(self, name: str, file: IO[bytes], size: int) -> None:
        """Add a member whose digest the manifest keeps."""
        measured = self._write(name, file, size)
        self._members[name] = {"sha256": measured.digest, "bytes": size}

    def add_json(self, name: str, value: Any) -> None:
        """Add a small member."""
        data = json.dumps(value, ensure_ascii=False, indent=1).encode()
        self.add(name, BytesIO(data), len(data))

    def add_kept(self, digest: str, file: IO[bytes], size: int) -> None:
        """Add a kept file, whose name is its digest; one that is not what its name says is noted."""
        if self._write(f"files/{digest}", file, size).digest != digest:
            self.damaged.append(digest)
        self._files.update(digest.encode())
        self.files += 1
        self.file_bytes += size

    def finish(self, **facts: Any) -> None:
        """Add the manifest, which makes it whole."""
        files = {"count": self.files, "bytes": self.file_bytes, "sha256": self._files.hexdigest()}
        self.add_json(MANIFEST, {**facts, "members": self._members, "files": files, "damaged": self.damaged})

    def _write(self, name: str, file: IO[bytes], size: int) -> _Measured:
        info = tarfile.TarInfo(name)
        info.size, info.mode, info.mtime = size, FOR_THE_OWNER, int(time.time())
        measured = _Measured(file)
        self._tar.addfile(info, measured)
        # The library remembers every member, and a site may have a million files.
        self._tar.members.clear()  # type: ignore[attr-defined]  # so documented, and unknown to the stubs
        return measured


@contextmanager
def written(place: Path) -> Iterator[Writer]:
    """Write an archive: it has its name only once it is whole and on disk.

    :raises Refused: if there is something of this name, or in the making
    """
    if place.exists():
        raise Refused(f"There is something at {place} already.")
    part = place.with_name(f"{place.name}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FOR_THE_OWNER)
    except FileExistsError:
        raise Refused(f"Another backup is being written, or one was broken off: {part}. Delete it if so.") from None
    except OSError as reason:
        raise Refused(f"Nothing can be written at {place}: {reason.strerror}.") from None
    try:
        with os.fdopen(handle, "wb") as out:
            with tarfile.open(part, "w", out, format=tarfile.PAX_FORMAT) as tar:
                yield Writer(tar)
            out.flush()
            os.fsync(out.fileno())
        part.rename(place)
    finally:
        part.unlink(missing_ok=True)
    folder = os.open(place.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def about(place: Path) -> dict[str, Any]:
    """Read whose backup this is, before anything else is believed.

    :raises Refused: if it is none, or of a kind we do not know
    """
    for name, file in members(place):
        if name == ABOUT:
            found: dict[str, Any] = json.load(file)
            if found.get("format") != FORMAT:
                raise Refused(f"This backup has format {found.get('format')}, made by another version of Xingtan.")
            return found
        break
    raise Refused(f"{place} is not a backup of Xingtan.")


def members(place: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Read the members one after another.

    :raises Refused: if it is no archive, is cut off, or holds what a backup does not
    """
    try:
        with tarfile.open(place, "r:") as tar:
            for info in tar:
                file = tar.extractfile(info) if info.isreg() and _MEMBER.fullmatch(info.name) else None
                if file is None:
                    raise Refused(f"This is not a backup of Xingtan: there is “{info.name[:80]}” in it.")
                yield info.name, file
                tar.members.clear()  # type: ignore[attr-defined]  # as above
    except (tarfile.TarError, EOFError, json.JSONDecodeError) as reason:
        raise Refused(f"{place} is not a whole backup: {reason}.") from None
    except OSError as reason:
        raise Refused(f"{place} cannot be read: {reason.strerror or reason}.") from None


def verified(place: Path, tell: Callable[[str], None] = lambda sentence: None) -> dict[str, Any]:
    """Read the whole archive against its manifest, which comes back.

    :raises Refused: naming the first thing that is not as it was written
    """
    seen: dict[str, dict[str, Any]] = {}
    mismatched: set[str] = set()
    files, count, total = hashlib.sha256(), 0, 0
    for name, file in members(place):
        if name == MANIFEST:
            manifest: dict[str, Any] = json.load(file)
            break
        measured = _Measured(file)
        while measured.read(1024 * 1024):
            pass
        if name.startswith("files/"):
            digest = name.removeprefix("files/")
            files.update(digest.encode())
            count, total = count + 1, total + measured.bytes
            if measured.digest != digest:
                mismatched.add(digest)
            tell(f"{count} files")
        else:
            seen[name] = {"sha256": measured.digest, "bytes": measured.bytes}
    else:
        raise Refused(f"{place} is not a whole backup: its end is missing.")
    _compare(place, manifest, seen, {"count": count, "bytes": total, "sha256": files.hexdigest()}, mismatched)
    return manifest


def _compare(
    place: Path, manifest: dict[str, Any], seen: dict[str, Any], files: dict[str, Any], mismatched: set[str]
) -> None:
    for name in sorted({*seen, *manifest["members"]}):
        if seen.get(name) != manifest["members"].get(name):
            raise Refused(f"{place} is damaged: {name} is not as it was written.")
    # A file that was damaged in the store already is in the backup as it was found, and said so.
    if files != manifest["files"] or mismatched != set(manifest["damaged"]):
        raise Refused(f"{place} is damaged: its files are not as they were written.")
