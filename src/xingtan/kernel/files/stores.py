"""Where the bytes lie: a folder of this machine, or a bucket that speaks S3."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from xingtan.kernel import home

_digest = re.compile(r"[0-9a-f]{64}")


class Store(Protocol):
    """Keeps files by their digest."""

    def put(self, digest: str, file: Path) -> None:
        """Take this file over: it is moved or copied, whole or not at all."""
        ...

    def open(self, digest: str) -> BinaryIO:
        """Open a file for reading.

        :raises FileNotFoundError: if it is not kept
        """
        ...

    def exists(self, digest: str) -> bool:
        """Test whether it is kept."""
        ...

    def size(self, digest: str) -> int:
        """Tell the size in bytes."""
        ...

    def drop(self, digest: str) -> None:
        """Forget it, if it is kept."""
        ...

    def every(self) -> Iterator[str]:
        """List the digests of all that is kept."""
        ...

    def elsewhere(self, digest: str, *, media_type: str, disposition: str, seconds: int) -> str | None:
        """Give the address where the store itself hands the file out, if it does."""
        ...

    def workshop(self) -> Path:
        """Give the folder in which a file is made before it is put."""
        ...


class Folder:
    """Files in a folder, two levels deep so that none gets too full."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, digest: str, file: Path) -> None:
        """Move the file in, and return once that is on disk."""
        place = self._place(digest)
        if not place.parent.is_dir():
            place.parent.mkdir(parents=True, exist_ok=True)
            _sync(place.parent.parent)
            _sync(self._root)
        file.replace(place)
        # A rename is on disk when its folder is.
        _sync(place.parent)

    def open(self, digest: str) -> BinaryIO:
        """Open a file for reading."""
        return self._place(digest).open("rb")

    def exists(self, digest: str) -> bool:
        """Test whether it is kept."""
        return self._place(digest).is_file()

    def size(self, digest: str) -> int:
        """Tell the size in bytes."""
        return self._place(digest).stat().st_size

    def drop(self, digest: str) -> None:
        """Forget it, if it is kept."""
        self._place(digest).unlink(missing_ok=True)

    def every(self) -> Iterator[str]:
        """List the digests of all that is kept."""
        for place in sorted(self._root.glob("??/??/*")):
            yield place.name

    def elsewhere(self, digest: str, *, media_type: str, disposition: str, seconds: int) -> str | None:
        """Give nothing: a folder hands nothing out."""
        return None

    def workshop(self) -> Path:
        """Give a folder beside the files, so that the last step is a rename."""
        place = self._root / "incoming"
        place.mkdir(parents=True, exist_ok=True)
        return place

    def _place(self, digest: str) -> Path:
        return self._root / digest[:2] / digest[2:4] / checked(digest)


class Bucket:
    """Files in a bucket, through django-storages."""

    def __init__(self, **options: Any) -> None:
        from django.conf import settings  # noqa: PLC0415 - an optional part, and the stream process has no settings
        from storages.backends.s3 import S3Storage  # noqa: PLC0415 - an optional part

        if not settings.configured and "DJANGO_SETTINGS_MODULE" not in os.environ:
            settings.configure()
        self._storage = S3Storage(**options)

    def put(self, digest: str, file: Path) -> None:
        """Send the file."""
        from django.core.files import File  # noqa: PLC0415 - an optional part

        with file.open("rb") as opened:
            self._storage.save(checked(digest), File(opened))
        file.unlink()

    def open(self, digest: str) -> BinaryIO:
        """Open a file for reading."""
        file: BinaryIO = self._storage.open(checked(digest), "rb")
        return file

    def exists(self, digest: str) -> bool:
        """Test whether it is kept."""
        return bool(self._storage.exists(checked(digest)))

    def size(self, digest: str) -> int:
        """Tell the size in bytes."""
        return int(self._storage.size(checked(digest)))

    def drop(self, digest: str) -> None:
        """Forget it, if it is kept."""
        self._storage.delete(checked(digest))

    def every(self) -> Iterator[str]:
        """List the digests of all that is kept."""
        yield from sorted(self._storage.listdir("")[1])

    def elsewhere(self, digest: str, *, media_type: str, disposition: str, seconds: int) -> str | None:
        """Give an address at the bucket, signed for a while."""
        asked = {"ResponseContentType": media_type, "ResponseContentDisposition": disposition}
        return str(self._storage.url(checked(digest), parameters=asked, expire=seconds))

    def workshop(self) -> Path:
        """Give this machine's folder for files in the making."""
        return Path(tempfile.gettempdir())


def checked(digest: str) -> str:
    """Give the digest back, if it is one: what is not could be a path to somewhere else."""
    if not _digest.fullmatch(digest):
        raise ValueError("a digest is 64 hexadecimal digits")
    return digest


@cache
def at(url: str) -> Store:
    """Open the store at ``file:///folder`` or ``s3://bucket/folder?endpoint=…&region=…&key=…&secret=…``.

    Nothing: the folder ``files`` of the site's home. Without a key, S3's own environment names are read.

    :raises ValueError: if the address is of another kind
    """
    parts = urlsplit(url)
    match parts.scheme:
        case "":
            return Folder(Path(url) if url else home.root() / "files")
        case "file":
            return Folder(Path(unquote(parts.path)))
        case "s3":
            asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
            return Bucket(
                bucket_name=parts.hostname,
                location=parts.path.strip("/"),
                endpoint_url=asked.get("endpoint"),
                region_name=asked.get("region"),
                access_key=asked.get("key"),
                secret_key=asked.get("secret"),
                signature_version="s3v4",
                addressing_style=asked.get("addressing", "path"),
                file_overwrite=True,
                # A film goes through a file, not through memory.
                max_memory_size=8 * 1024 * 1024,
                default_acl=None,
                querystring_auth=True,
            )
    raise ValueError(f"FILES_URL is of no kind we know: {parts.scheme}")


def free_bytes(url: str) -> int | None:
    """Tell how much room is left where the files lie, if that can be told."""
    store = at(url)
    return shutil.disk_usage(store.workshop()).free if isinstance(store, Folder) else None


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
