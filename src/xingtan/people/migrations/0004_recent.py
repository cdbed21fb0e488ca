"""A table for what sign-in remembers for minutes: tries that are counted, codes that were used.

All web processes count in one place; a cache in each process would allow as many tries as there are processes.
"""

from typing import Any

from django.core.management import call_command
from django.db import migrations

TABLE = "people_recent"


def make(apps: Any, schema_editor: Any) -> None:
    """Make the table as Django's cache in the database wants it."""
    call_command("createcachetable", TABLE, database=schema_editor.connection.alias, verbosity=0)


def drop(apps: Any, schema_editor: Any) -> None:
    """Drop the table; what was in it lasted minutes."""
    schema_editor.execute(f"DROP TABLE IF EXISTS {schema_editor.quote_name(TABLE)}")


class Migration(migrations.Migration):
    """Make the table."""

    dependencies = [("people", "0003_keys")]
    operations = [migrations.RunPython(make, drop)]
