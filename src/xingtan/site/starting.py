"""What is looked at before a site is served: that its database is the one this code expects."""

import sys
from pathlib import Path

from xingtan.site import processes


def may_start() -> bool:
    """Look at the database in a process of its own, since this one must hold no connection; say what is wrong."""
    return processes.in_a_child("the look at the database", _look) == 0


def _look() -> None:
    """Compare the names of migrations only: Django's own look imports them all, and takes longer than the rest of a start."""
    from django.apps import apps
    from django.db import OperationalError, connection
    from django.db.migrations.recorder import MigrationRecorder

    recorder = MigrationRecorder(connection)
    try:
        applied = set(recorder.migration_qs.values_list("app", "name")) if recorder.has_table() else set()
    except OperationalError:
        # It may come up after us; whatever needs it tries again until it is there.
        return
    folders = {config.label: Path(config.path) / "migrations" for config in apps.get_app_configs()}
    known = {(label, path.stem) for label, folder in folders.items() for path in folder.glob("[0-9]*.py")}
    if not applied:
        sys.exit("There is no site here yet. Begin one with: xingtan init")
    if later := sorted(applied - known):
        sys.exit(f"A newer version of Xingtan has changed the database ({'.'.join(later[0])}). Install that one.")
    if known - applied:
        sys.exit("The database is behind the code. Bring it up to date with: xingtan upgrade")
