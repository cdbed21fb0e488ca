"""A new site's tables are made at once, and are those that each migration after the other leaves."""

import json
import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import pytest
from django.contrib.postgres.operations import TrigramExtension
from django.db import connection, migrations, models
from django.db.migrations.recorder import MigrationRecorder

from xingtan.site import tables
from xingtan.site.tests.homes import Home, make

LISTED = """
import json
from xingtan.site.tests import inventory
print(json.dumps(inventory.listed()))
"""
AT_ONCE = f"""
cli.start_django()
from xingtan.site import tables
assert tables.make_at_once()
assert not tables.make_at_once()
{LISTED}
"""
# What cannot be done at once leaves nothing behind, and each migration is applied as in an upgrade.
STEP_BY_STEP = f"""
cli.start_django()
from django.db import connection
from xingtan.site import tables

def fail(migration, editor, state):
    if migration.app_label == "catalog":
        assert "catalog_course" in connection.introspection.table_names()
        raise LookupError("no such field")

tables._move_data = fail
tables.bring_up_to_date()
{LISTED}
"""
KILLED = """
import os, signal
cli.start_django()
from xingtan.site import tables
move = tables._move_data

def kill(migration, editor, state):
    move(migration, editor, state)
    if migration.app_label == "catalog":
        os.kill(os.getpid(), signal.SIGKILL)

tables._move_data = kill
tables.bring_up_to_date()
"""
AFTERWARDS = """
cli.start_django()
from django.db import connection
from xingtan.site import tables
assert connection.introspection.table_names() == []
assert tables.make_at_once()
print(len(connection.introspection.table_names()))
"""


@pytest.fixture
def homes(tmp_path: Path) -> Iterator[list[Home]]:
    """Make two sites in which nothing is yet, on the database of this run."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        yield [make(tmp_path / name) for name in ("one", "two")]
        return
    import psycopg

    parts = urlsplit(url)
    with psycopg.connect(url, autocommit=True) as server, ExitStack() as after:
        found = []
        for name in ("one", "two"):
            database = f"tables_{name}_{uuid4().hex[:8]}"
            server.execute(f'CREATE DATABASE "{database}"')
            after.callback(server.execute, f'DROP DATABASE "{database}"')
            found.append(make(tmp_path / name, urlunsplit(parts._replace(path=f"/{database}"))))
        yield found


@pytest.mark.slow
def test_tables_made_at_once_are_those_that_migrations_leave(homes: list[Home]) -> None:
    at_once, walked = homes

    made = json.loads(at_once.run(AT_ONCE))
    left = json.loads(walked.run(STEP_BY_STEP))

    assert len(made) > 500
    assert {name for name in {*made, *left} if made.get(name) != left.get(name)} == set()


@pytest.mark.slow
def test_start_that_is_killed_leaves_nothing(homes: list[Home]) -> None:
    site = homes[0]

    site.run(KILLED, code=-9)

    assert int(site.run(AFTERWARDS)) > 150


@pytest.mark.django_db
def test_database_that_has_been_migrated_is_left_alone() -> None:
    MigrationRecorder(connection).record_unapplied("support", "0001_initial")

    assert not tables.make_at_once()


@pytest.mark.django_db
def test_database_with_a_table_of_ours_is_left_alone() -> None:
    MigrationRecorder(connection).migration_qs.all().delete()

    assert not tables.make_at_once()


@pytest.mark.parametrize(
    ("operation", "is_told"),
    [
        (migrations.CreateModel("Leaf", fields=[("id", models.BigAutoField(primary_key=True))]), True),
        (migrations.AddIndex("leaf", models.Index(fields=["id"], name="leaf_id")), True),
        (migrations.RunPython(migrations.RunPython.noop), True),
        (migrations.RunSQL(""), True),
        (migrations.SeparateDatabaseAndState(), False),
        (TrigramExtension(), False),
    ],
)
def test_what_models_do_not_tell_is_known(operation: migrations.operations.base.Operation, is_told: bool) -> None:
    kind = type("Migration", (migrations.Migration,), {"operations": [operation]})

    assert tables._is_told_by_models(kind("0001_leaves", "garden")) == is_told


def test_migration_outside_of_a_transaction_is_applied_by_itself() -> None:
    kind = type("Migration", (migrations.Migration,), {"atomic": False})

    assert not tables._is_told_by_models(kind("0001_leaves", "garden"))
