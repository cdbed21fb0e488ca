"""The rows of a table as lines of JSON that belong to no database, and back."""

import gzip
import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import IO, Any
from uuid import UUID

from django.core.management.color import no_style
from django.db import connection, models
from django.utils.duration import duration_string

from xingtan.site.backups.archive import Refused
from xingtan.site.backups.schema import columns_of, label_of, table_of

AT_ONCE = 500
BYTES_AT_ONCE = 4 * 1024 * 1024
# A number of this PostgreSQL's transactions means nothing, or something else, in another one.
LEFT_OUT = {("kernel.outbox", "transaction")}


def write(model: type[models.Model], out: IO[bytes]) -> int:
    """Write every row of the table; the first line names the columns. Returns how many rows."""
    fields = columns_of(model)
    names = [each.column for each in fields]
    count = 0
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0, filename="", compresslevel=5) as packed:
        packed.write(_line({"model": label_of(model), "columns": names}))
        rows = model._base_manager.order_by("pk").values_list(*(each.attname for each in fields))  # noqa: SLF001 - the plain one
        for row in rows.iterator(chunk_size=AT_ONCE):
            packed.write(_line([_plain(value, each) for value, each in zip(row, fields, strict=True)]))
            count += 1
    return count


def read(model: type[models.Model], file: IO[bytes]) -> Iterator[int]:
    """Put the rows into the table, some hundred at a time; yields how many each time.

    :raises Refused: if the columns are not those of the table
    """
    with gzip.GzipFile(fileobj=file, mode="rb") as packed:
        head = json.loads(packed.readline())
        fields = {each.column: each for each in columns_of(model)}
        if set(head["columns"]) != set(fields):
            raise Refused(f"The columns of {label_of(model)} are not those its migrations made.")
        chosen = [fields[name] for name in head["columns"]]
        sql = _insert(model, head["columns"])
        for batch in _batches(packed):
            with connection.cursor() as cursor:
                cursor.executemany(sql, [_bound(json.loads(line), chosen, label_of(model)) for line in batch])
            yield len(batch)


def _batches(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Take some hundred lines at a time, and fewer of long ones."""
    batch: list[bytes] = []
    length = 0
    for line in lines:
        batch.append(line)
        length += len(line)
        if len(batch) >= AT_ONCE or length >= BYTES_AT_ONCE:
            yield batch
            batch, length = [], 0
    if batch:
        yield batch


def empty(found: Sequence[type[models.Model]]) -> None:
    """Delete what migrations put into new tables; the backup has its own."""
    with connection.cursor() as cursor:
        for model in reversed(found):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table_of(model))}")  # noqa: S608 - a table of ours


def set_counters(found: Sequence[type[models.Model]]) -> None:
    """Let numbering go on after the highest number there is."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(found)):
            cursor.execute(statement)


def _insert(model: type[models.Model], columns: list[str]) -> str:
    quote = connection.ops.quote_name
    named, places = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {quote(table_of(model))} ({named}) VALUES ({places})"  # noqa: S608 - a table and columns of ours


def _line(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _plain(value: Any, field: Any) -> Any:
    match value:
        case None | bool() | int() | float() | str():
            return value
        case _ if isinstance(field, models.JSONField):
            return value
        case UUID() | Decimal():
            return str(value)
        case datetime() | date() | time():
            return value.isoformat()
        case timedelta():
            return duration_string(value)
        case bytes() | memoryview():
            return b64encode(value).decode()
    raise TypeError(f"a {type(value).__name__} of {field} cannot be written down")


def _bound(row: list[Any], fields: list[Any], label: str) -> list[Any]:
    return [_prepared(value, field, label) for value, field in zip(row, fields, strict=True)]


def _prepared(value: Any, field: Any, label: str) -> Any:
    if (label, field.column) in LEFT_OUT:
        return None
    if isinstance(field, models.JSONField):
        # JSON's own null and no value at all read alike; where no value is not allowed, it was null.
        return None if value is None and field.null else field.get_db_prep_value(value, connection)
    return None if value is None else field.get_db_prep_save(field.to_python(value), connection)
