"""What is in a database, said so that two of them can be compared: tables, indexes, constraints, triggers, counters, rows."""

import re
from typing import Any

from django.db import connection

# The order of columns differs where a migration added or altered one, and nothing asks for it.
WITHIN_SQLITE = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
WITHIN_POSTGRESQL = {
    "column": """SELECT table_name || '.' || column_name, concat_ws(' ', data_type, udt_name, character_maximum_length,
        numeric_precision, numeric_scale, is_nullable, column_default, collation_name, identity_generation, generation_expression)
        FROM information_schema.columns WHERE table_schema = current_schema()""",
    "index": "SELECT tablename || '.' || indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()",
    "constraint": """SELECT conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = current_schema()::regnamespace""",
    "trigger": """SELECT tgrelid::regclass || '.' || tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal""",
    "view": "SELECT viewname, definition FROM pg_views WHERE schemaname = current_schema()",
    "function": "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = current_schema()::regnamespace",
    "sequence": "SELECT sequencename, concat_ws(' ', data_type, start_value, increment_by, last_value) FROM pg_sequences",
    "extension": "SELECT extname, extversion FROM pg_extension",
}
# When it was applied, and as the how-manieth: the order of those that do not build on each other is nobody's concern.
OF_THE_MOMENT = {"django_migrations": {"id", "applied"}}


def listed() -> dict[str, Any]:
    """List all that is in the database, by sort and name."""
    found: dict[str, Any] = {f"{sort} {name}": told for sort, name, told in _made()}
    for table in connection.introspection.table_names():
        found[f"rows {table}"] = _rows(table)
    return found


def _made() -> list[tuple[str, str, Any]]:
    if connection.vendor == "sqlite":
        return [(sort, name, sorted(_parts(sql or ""))) for sort, name, sql in _asked(WITHIN_SQLITE)] + [
            ("counter", name, number) for name, number in _asked("SELECT name, seq FROM sqlite_sequence WHERE seq > 0")
        ]
    return [(sort, name, told) for sort, query in WITHIN_POSTGRESQL.items() for name, told in _asked(query)]


def _parts(sql: str) -> list[str]:
    """Take a statement apart at the commas that are in its outermost brackets only."""
    parts, depth = [""], 0
    for piece in re.split(r"([(),])", sql):
        depth += {"(": 1, ")": -1}.get(piece, 0)
        if (piece == "," and depth == 1) or (piece == "(" and depth == 1) or (piece == ")" and depth == 0):
            parts.append("")
        else:
            parts[-1] += piece
    return [part.strip() for part in parts]


def _rows(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        names = [column.name if hasattr(column, "name") else column[0] for column in cursor.description]
        left_out = OF_THE_MOMENT.get(table, set())
        return sorted(
            repr(sorted((name, value) for name, value in zip(names, row, strict=True) if name not in left_out))
            for row in cursor.fetchall()
        )


def _asked(query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())
