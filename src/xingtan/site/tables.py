"""The tables of a site: an empty database gets them at once, one that is in use migration by migration.

Both ways leave the same tables, indexes, constraints and rows; a test walks every migration and compares.
"""

import logging
from collections.abc import Iterable
from typing import Any

from django.core.management import call_command
from django.db import connection, models, router, transaction
from django.db.migrations import Migration, RunPython, RunSQL
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations import fields as of_fields
from django.db.migrations.operations import models as of_models
from django.db.migrations.state import ProjectState

log = logging.getLogger(__name__)

Name = tuple[str, str]
# What these do is all in the models as they are at the end.
SEEN_IN_MODELS = {of_fields.__name__, of_models.__name__}


def bring_up_to_date() -> None:
    """Give the database everything that the migrations of this code do; safe to run again, and after a kill."""
    if not _at_once(None):
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)


def make(last: Iterable[Name]) -> None:
    """Make the tables as they were after these migrations and all that those build on, in an empty database."""
    targets = list(last)
    if not _at_once(targets):
        executor = MigrationExecutor(connection)
        executor.migrate(targets)


def _at_once(last: list[Name] | None) -> bool:
    """Make the tables at once, if that can be done. Returns whether it was."""
    try:
        return make_at_once(last)
    except Exception as reason:  # noqa: BLE001 - a migration of data may raise anything where it meets tables later than its own
        log.warning("The tables could not be made at once, so each migration is applied: %s", reason)
        return False


def make_at_once(last: list[Name] | None = None) -> bool:
    """Make all tables of an empty database in one transaction: what ends half-way leaves nothing.

    Django draws the models anew for each of several hundred operations; here they are drawn once, as the last
    migration leaves them, and migrations of data run on those.

    :param last: the migrations to end with; the content types and permissions are made only without it
    :returns: whether it was done: not if the database is not empty, or a migration does what models do not tell
    """
    with connection.constraint_checks_disabled(), transaction.atomic():
        executor = MigrationExecutor(connection)
        targets = executor.loader.graph.leaf_nodes() if last is None else last
        plan = [migration for migration, _ in executor.migration_plan(targets)]
        if executor.loader.applied_migrations or not all(map(_is_told_by_models, plan)):
            return False
        state = executor.loader.project_state([(each.app_label, each.name) for each in plan])
        found = _models_of(state)
        if {each._meta.db_table for each in found} & set(connection.introspection.table_names()):  # noqa: SLF001 - Django documents it
            return False
        with connection.schema_editor() as editor:
            for model in found:
                editor.create_model(model)
        with connection.schema_editor() as editor:
            for migration in plan:
                _move_data(migration, editor, state)
                for name in migration.replaces or [(migration.app_label, migration.name)]:
                    executor.recorder.record_applied(*name)
        if last is None:
            # Nothing is left for it to apply: it makes the content types and permissions.
            call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    return True


def _is_told_by_models(migration: Migration) -> bool:
    return migration.atomic and all(
        isinstance(each, RunPython | RunSQL) or type(each).__module__ in SEEN_IN_MODELS for each in migration.operations
    )


def _models_of(state: ProjectState) -> list[type[models.Model]]:
    found = [state.apps.get_model(*key) for key in state.models]
    return [
        each
        for each in found
        if each._meta.can_migrate(connection) and router.allow_migrate_model(connection.alias, each)  # noqa: SLF001 - as Django's own operations ask
    ]


def _move_data(migration: Migration, editor: Any, state: ProjectState) -> None:
    for operation in migration.operations:
        if isinstance(operation, RunPython | RunSQL):
            operation.database_forwards(migration.app_label, editor, state, state)
