"""Which tables a site has: as its migrations left them, which may be older than the code."""

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter
from typing import Any

from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from xingtan.site import tables

Name = tuple[str, str]


def applied_migrations() -> list[Name]:
    """List the migrations this database has had, by app and name."""
    return sorted(MigrationRecorder(connection).applied_migrations())


def unknown_migrations(applied: Iterable[Name] | None = None) -> list[Name]:
    """List the migrations, of this database or those given, that this code does not know: a newer version made them."""
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    return [each for each in (applied_migrations() if applied is None else applied) if each not in known]


def pending_migrations() -> list[str]:
    """List the migrations that this code has and the database has not, in the order they will be applied."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def models_at(applied: Iterable[Name]) -> list[type[models.Model]]:
    """Give the models as these migrations left them, each after those it points to."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    state = loader.project_state(_last(loader, applied))
    found = [each for each in state.apps.get_models(include_auto_created=True) if _has_a_table(each)]
    return _in_order(found)


def make_tables(applied: Iterable[Name]) -> None:
    """Make the tables of an empty database as these migrations left them."""
    tables.make(_last(MigrationLoader(None, ignore_no_migrations=True), applied))


def columns_of(model: type[models.Model]) -> list[Any]:
    """List the fields that are kept in the model's own table."""
    return [each for each in model._meta.local_concrete_fields if not each.generated]  # noqa: SLF001 - Django documents it


def label_of(model: type[models.Model]) -> str:
    """Name the model as ``people.person``."""
    return str(model._meta.label_lower)  # noqa: SLF001 - Django documents it


def table_of(model: type[models.Model]) -> str:
    """Name the model's table."""
    return str(model._meta.db_table)  # noqa: SLF001 - Django documents it


def _has_a_table(model: type[models.Model]) -> bool:
    about = model._meta  # noqa: SLF001 - Django documents it
    return bool(about.managed) and not about.proxy


def _last(loader: MigrationLoader, applied: Iterable[Name]) -> list[Name]:
    """Of these migrations, those that none of the others builds on within its app."""
    there = set(applied)
    nodes = loader.graph.node_map
    return sorted(
        each
        for each in there
        if each in nodes and not any(child.key in there and child.key[0] == each[0] for child in nodes[each].children)
    )


def _in_order(found: list[type[models.Model]]) -> list[type[models.Model]]:
    by_label = {label_of(model): model for model in found}
    needs = {
        label: {
            label_of(field.related_model)
            for field in columns_of(model)
            if field.related_model and label_of(field.related_model) != label
        }
        & set(by_label)
        for label, model in sorted(by_label.items())
    }
    try:
        return [by_label[label] for label in TopologicalSorter(needs).static_order()]
    except CycleError:
        # Keys are looked at when the restore is committed, so that a circle does no harm.
        return [by_label[label] for label in sorted(by_label)]
