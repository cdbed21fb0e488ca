"""Making room for a restore: an empty database, with what was there put aside and not deleted."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.apps import apps
from django.db import connection, connections, transaction

from xingtan.kernel import home
from xingtan.kernel.checks import room_of
from xingtan.site.backups.schema import table_of

# What migrations put into a new site says nothing about whether somebody has used it.
SEEDED = {"catalog.subject", "directory.category"}
# Tables that have no model: those of the queue, and of the index that PostgreSQL keeps.
WITHOUT_MODEL = ("huey_", "search_")


def is_running() -> bool:
    """Test whether the site's relay is at work, which is so while the site is served."""
    with home.path("relay.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def what_is_here() -> dict[str, int]:
    """Count the rows that people have made, by table; nothing in an empty site."""
    tables = set(connection.introspection.table_names())
    found = {}
    for model in apps.get_models():
        label = model._meta.label_lower  # noqa: SLF001 - Django documents it
        if room_of(model) and label not in SEEDED and table_of(model) in tables and _count(table_of(model)):
            found[label] = _count(table_of(model))
    return found


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 - a table of ours
        return int(cursor.fetchone()[0])


@contextmanager
def emptied(*, keeps: bool) -> Iterator[str]:
    """Give an empty database for as long as this lasts; should it not end well, what was there is there again.

    :param keeps: put aside what is here instead of dropping it; the name it has there comes back
    """
    name = f"aside-{datetime.now(UTC):%Y%m%d-%H%M%S}" if keeps else ""
    place: _Sqlite | _Postgresql = _Sqlite(name) if connection.vendor == "sqlite" else _Postgresql(name)
    secrets = home.path("secrets")
    kept_secrets = secrets.with_name(f"secrets.{name or 'aside'}")
    store, kept_store = home.path("store"), home.path(f"store.{name or 'aside'}")
    place.clear()
    if store.is_dir():
        store.rename(kept_store)
    if secrets.is_dir():
        shutil.copytree(secrets, kept_secrets, dirs_exist_ok=True)
    try:
        yield name
    except BaseException:
        place.bring_back()
        shutil.rmtree(store, ignore_errors=True)
        if kept_store.is_dir():
            kept_store.rename(store)
        if kept_secrets.is_dir():
            shutil.rmtree(secrets, ignore_errors=True)
            kept_secrets.rename(secrets)
        raise
    if not keeps:
        shutil.rmtree(kept_secrets, ignore_errors=True)
        shutil.rmtree(kept_store, ignore_errors=True)


class _Sqlite:
    """A database that is a file."""

    def __init__(self, name: str) -> None:
        self._place = Path(connection.settings_dict["NAME"])
        self._aside = self._place.with_name(f"{self._place.name}.{name}") if name else None

    def clear(self) -> None:
        connections.close_all()
        self._move(self._place, self._aside)

    def bring_back(self) -> None:
        connections.close_all()
        self._move(self._place, None)
        if self._aside:
            self._move(self._aside, self._place)

    @staticmethod
    def _move(source: Path, target: Path | None) -> None:
        for end in ("", "-wal", "-shm"):
            part = source.with_name(source.name + end)
            if target is None:
                part.unlink(missing_ok=True)
            elif part.exists():
                part.rename(target.with_name(target.name + end))


class _Postgresql:
    """A database on a server: its tables move into a schema of their own, and back."""

    def __init__(self, name: str) -> None:
        self._schema = name.replace("-", "_")

    def clear(self) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            if self._schema:
                cursor.execute(f'CREATE SCHEMA "{self._schema}"')
            for table in self._tables():
                cursor.execute(
                    f'ALTER TABLE "{table}" SET SCHEMA "{self._schema}"'
                    if self._schema
                    else f'DROP TABLE "{table}" CASCADE'
                )

    def bring_back(self) -> None:
        connections.close_all()
        with transaction.atomic(), connection.cursor() as cursor:
            for table in self._tables():
                cursor.execute(f'DROP TABLE "{table}" CASCADE')
            if not self._schema:
                return
            cursor.execute(
                "SELECT current_schema(), array(SELECT tablename::text FROM pg_tables WHERE schemaname = %s)",
                [self._schema],
            )
            home_schema, kept = cursor.fetchone()
            for table in kept:
                cursor.execute(f'ALTER TABLE "{self._schema}"."{table}" SET SCHEMA "{home_schema}"')
            cursor.execute(f'DROP SCHEMA "{self._schema}"')

    @staticmethod
    def _tables() -> list[str]:
        """List the tables of ours that are there; others in the same database are not ours to move."""
        there = set(connection.introspection.table_names())
        ours = {table_of(model) for model in apps.get_models(include_auto_created=True)} | {"django_migrations"}
        return sorted(each for each in there if each in ours or each.startswith(WITHOUT_MODEL))
