"""Making a backup while the site runs: the database as it is at one moment, then what lies beside it."""

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import metadata
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from xingtan.eventstore import public as eventstore
from xingtan.kernel import files, home
from xingtan.site.backups import rows, schema
from xingtan.site.backups.archive import ABOUT, FORMAT, Refused, Writer, written
from xingtan.site.backups.progress import Progress, size

NOTED = "last-backup.json"


@dataclass(frozen=True)
class Backup:
    """What was written."""

    file: str
    made_at: str
    bytes: int
    tables: int
    rows: int
    files: int
    damaged: list[str]


def back_up(place: Path) -> Backup:
    """Write everything this site is into one archive; into a folder, under a name made of the moment.

    :raises Refused: if there is no site, or nothing can be written there
    """
    made_at = datetime.now(UTC)
    if place.is_dir():
        place /= f"xingtan-{made_at:%Y-%m-%d-%H%M%S}.tar"
    applied = schema.applied_migrations()
    if not applied:
        raise Refused("There is no site here yet. Begin one with: xingtan init")
    if unknown := schema.unknown_migrations(applied):
        raise Refused(f"A newer version of Xingtan made this database ({'.'.join(unknown[0])}): back up with that one.")

    progress = Progress()
    with written(place) as archive:
        archive.add_json(ABOUT, _about(made_at, applied))
        tables = _tables(archive, applied, place.parent, progress)
        # Before the spool: what the store knows of must be there, or it would be passed over later.
        _store(archive)
        # After the database: an event it has handed on already must be in the spool.
        _folder(archive, "spool")
        _folder(archive, "spool/batches")
        _folder(archive, "secrets")
        _files(archive, progress)
        archive.finish(tables=tables)
    count = sum(tables.values())
    made = Backup(
        str(place), made_at.isoformat(), place.stat().st_size, len(tables), count, archive.files, archive.damaged
    )
    _note(made)
    return made


def last_backup() -> datetime | None:
    """Tell when the last backup on this machine was made."""
    try:
        noted = json.loads(home.path(NOTED).read_text(encoding="utf-8"))
        return datetime.fromisoformat(noted["made_at"])
    except (OSError, ValueError, KeyError):
        return None


def _about(made_at: datetime, applied: list[schema.Name]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "made_at": made_at.isoformat(),
        "made_by": _version(),
        "address": settings.XINGTAN.address,
        "database": connection.vendor,
        "migrations": applied,
    }


def _version() -> str:
    try:
        return metadata.version("xingtan")
    except metadata.PackageNotFoundError:
        return "a checkout"


def _tables(archive: Writer, applied: list[schema.Name], folder: Path, progress: Progress) -> dict[str, int]:
    found = schema.models_at(applied)
    progress.begin(f"Writing {len(found)} tables …")
    counts = {}
    with _one_moment():
        for number, model in enumerate(found):
            label = schema.label_of(model)
            progress.step(f"table {number + 1} of {len(found)}: {label}")
            # A tar wants to know how long a member is before it comes.
            with tempfile.TemporaryFile(dir=folder) as passing:
                counts[label] = rows.write(model, passing)
                length = passing.seek(0, os.SEEK_END)
                passing.seek(0)
                archive.add(f"tables/{label}.jsonl.gz", passing, length)
    return counts


@contextmanager
def _one_moment() -> Iterator[None]:
    """See the database as it is now, whatever is written meanwhile, and hold up nobody."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        return
    with connection.cursor() as cursor:
        # Django's own transactions on SQLite are for writing, and there is one writer at a time.
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _folder(archive: Writer, name: str) -> None:
    for place in sorted((home.root() / name).glob("[!.]*")):
        if place.is_file():
            with place.open("rb") as file:
                # It may grow while it is read: what is added later is in the next backup.
                archive.add(f"{name}/{place.name}", file, place.stat().st_size)


def _store(archive: Writer) -> None:
    """Write the books of the event store as they are now, and the files they name, which never change."""
    written = eventstore.snapshot()
    for name, book in written.books.items():
        archive.add(f"store/{name}", BytesIO(book), len(book))
    for entry in written.entries:
        # One that was hurt, or is gone since, is told by the books: restoring finds it missing, and says so.
        with suppress(FileNotFoundError), entry.path.open("rb") as file:
            archive.add(f"store/{entry.file}", file, entry.path.stat().st_size)


def _files(archive: Writer, progress: Progress) -> None:
    progress.begin("Writing the files …")
    for digest in files.every():
        try:
            length, file = files.size(digest), files.open(digest)
        except FileNotFoundError:
            continue  # dropped since the list was made
        with file:
            archive.add_kept(digest, file, length)
        progress.step(f"{archive.files} files, {size(archive.file_bytes)}")


def _note(made: Backup) -> None:
    place = home.path(NOTED)
    new = place.with_suffix(".new")
    new.write_text(json.dumps(asdict(made)), encoding="utf-8")
    new.replace(place)
