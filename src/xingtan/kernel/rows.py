"""Rows: many rows of one table written by one statement that is prepared once, a few microseconds each.

``bulk_create`` asks every field of every object how it is written, which takes longer than the database needs to
write it. Here a column is prepared once; what all rows share is given once.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from json.encoder import encode_basestring_ascii as _quoted
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models

AT_ONCE = 2000
"""How many rows one statement puts in where each statement is a journey to a server."""

_encode = json.JSONEncoder(check_circular=False).encode


class Encoded(str):
    """JSON that is written out already, for a value that goes into more than one column."""

    __slots__ = ()


def encoded(value: Any) -> Encoded:
    """Write a value as JSON, once."""
    # Most lists of most rows are empty, and most texts are in one language: the encoder is asked for the rest.
    match value:
        case str():
            return Encoded(_quoted(value))
        case bool():
            return _TRUE if value else _FALSE
        case [] | {} if not value:
            return _NO_LIST if isinstance(value, list) else _NO_TEXT
        case dict() if len(value) == 1:
            ((key, text),) = value.items()
            if isinstance(key, str) and isinstance(text, str):
                return Encoded(f"{{{_quoted(key)}: {_quoted(text)}}}")
    return Encoded(_encode(value))


_NO_LIST, _NO_TEXT, _TRUE, _FALSE = Encoded("[]"), Encoded("{}"), Encoded("true"), Encoded("false")


def keys(model: type[models.Model], name: str, values: Sequence[Any]) -> dict[Any, int]:
    """Find the keys of rows by a unique column, such as ``uid``; give each value with its key."""
    if not values:
        return {}
    database = connections[DEFAULT_DB_ALIAS]
    field = next(each for each in _meta(model).concrete_fields if each.attname == name)
    quote, write = database.ops.quote_name, _writer(field, database)
    written = {write(value): value for value in values}
    table, column, key = quote(_meta(model).db_table), quote(field.column), quote(_meta(model).pk.column)
    asked: tuple[str, list[Any]] = f"IN ({', '.join(['%s'] * len(written))})", list(written)
    if database.vendor == "postgresql":
        asked = f"= ANY(%s::{_kind(field, database)}[])", [_list(written)]
    with database.cursor() as cursor:
        cursor.execute(f"SELECT {column}, {key} FROM {table} WHERE {column} {asked[0]}", asked[1])  # noqa: S608 - names of columns
        return {written[value]: pk for value, pk in cursor.fetchall()}


def insert(
    model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence[Any]], *, always: Mapping[str, Any]
) -> None:
    """Put rows in; one that breaks a unique constraint is left out. They get no key.

    :param names: attribute names of the columns in each row
    :param always: what is the same in all of them; columns named nowhere get their default
    """
    if not rows:
        return
    database = connections[DEFAULT_DB_ALIAS]
    fields = {each.attname: each for each in _meta(model).concrete_fields if not each.primary_key}
    rest = {name: each.get_default() for name, each in fields.items() if name not in names and name not in always}
    shared = {name: _constant(fields[name], value, database) for name, value in {**rest, **always}.items()}
    quote = database.ops.quote_name
    columns = ", ".join(quote(fields[name].column) for name in (*names, *shared))
    bound = _bound([_writer(fields[name], database) for name in names], rows)
    constants = [sql for sql, _values in shared.values()]
    after = [value for _sql, values in shared.values() for value in values]
    into = f"INSERT INTO {quote(_meta(model).db_table)} ({columns})"
    with database.cursor() as cursor:
        if database.vendor != "postgresql":
            places = ", ".join([*(["%s"] * len(names)), *constants])
            cursor.executemany(f"{into} VALUES ({places}) ON CONFLICT DO NOTHING", [(*row, *after) for row in bound])
            return
        # There each row of many statements would be a journey to the server and back, and each place for a value is
        # parsed on both sides: a column goes as one value, a list.
        given = [f"given{number}" for number in range(len(names))]
        lists = ", ".join(f"%s::{_kind(fields[name], database)}[]" for name in names)
        chosen = ", ".join([*given, *constants])
        # No column comes from outside; what is shared stands before the lists.
        whole = f"{into} SELECT {chosen} FROM unnest({lists}) AS t({', '.join(given)}) ON CONFLICT DO NOTHING"  # noqa: S608 - names of columns
        while some := list(islice(bound, AT_ONCE)):
            cursor.execute(whole, [*after, *map(_list, zip(*some, strict=True))])


def change(
    model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence[Any]], *, always: Mapping[str, Any]
) -> None:
    """Change rows by key.

    :param names: attribute names of the columns in each row, before its key, which comes last
    :param always: what all of them get
    """
    if not rows:
        return
    database = connections[DEFAULT_DB_ALIAS]
    fields = {each.attname: each for each in _meta(model).concrete_fields}
    shared = {name: _constant(fields[name], value, database) for name, value in always.items()}
    quote = database.ops.quote_name
    table, key = quote(_meta(model).db_table), quote(_meta(model).pk.column)
    bound = _bound([*(_writer(fields[name], database) for name in names), _as_it_is], rows)
    before = [value for _sql, values in shared.values() for value in values]
    constants = [f"{quote(fields[name].column)} = {sql}" for name, (sql, _values) in shared.items()]
    with database.cursor() as cursor:
        if database.vendor != "postgresql":
            changes = ", ".join([*constants, *(f"{quote(fields[name].column)} = %s" for name in names)])
            whole = f"UPDATE {table} SET {changes} WHERE {key} = %s"  # noqa: S608 - names of columns
            cursor.executemany(whole, [(*before, *row) for row in bound])
            return
        given = [f"given{number}" for number in range(len(names))]
        kinds = [*(_kind(fields[name], database) for name in names), _kind(_meta(model).pk, database)]
        lists = ", ".join(f"%s::{kind}[]" for kind in kinds)
        columns = (f"{quote(fields[name].column)} = {it}" for name, it in zip(names, given, strict=True))
        changes = ", ".join([*constants, *columns])
        whole = (
            f"UPDATE {table} SET {changes} FROM unnest({lists}) AS t({', '.join([*given, 'given_key'])}) "  # noqa: S608 - names of columns
            f"WHERE {table}.{key} = given_key"
        )
        while some := list(islice(bound, AT_ONCE)):
            cursor.execute(whole, [*before, *map(_list, zip(*some, strict=True))])


def _constant(field: Any, value: Any, database: Any) -> tuple[str, Sequence[Any]]:
    """Give what stands in a statement for a value that all rows share: an expression stands for itself."""
    if hasattr(value, "as_sql"):
        sql, params = value.as_sql(None, database)
        return sql, params
    place = f"%s::{_kind(field, database)}" if database.vendor == "postgresql" else "%s"
    return place, (_writer(field, database)(value),)


def _kind(field: Any, database: Any) -> str:
    """Name the type of a column without its length: one cuts off silently what it is asked to become."""
    return str(field.rel_db_type(database) if field.is_relation else field.db_type(database)).partition("(")[0]


def _list(values: Iterable[Any]) -> str:
    """Write values as a list of PostgreSQL's, which reads one long text faster than thousands of short ones."""
    return "{" + ",".join([_member(value) for value in values]) + "}"


def _member(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value)


def _bound(writers: Sequence[Callable[[Any], Any]], rows: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
    return ([write(value) for write, value in zip(writers, row, strict=True)] for row in rows)


def _meta(model: type[models.Model]) -> Any:
    return model._meta  # noqa: SLF001 - Django tells the fields of a model nowhere else


def _writer(field: Any, database: Any) -> Callable[[Any], Any]:
    """Give what writes a value of this column: text for JSON, and what Django would for what databases keep apart."""
    match field:
        case models.JSONField():
            return _json
        case models.UUIDField():
            return _as_it_is if database.features.has_native_uuid_field else _hex
        case models.DateTimeField() | models.DecimalField() | models.DateField():
            return partial(_as_django_does, field, database)
        case _:
            return _as_it_is


def _json(value: Any) -> str | None:
    return value if value is None or type(value) is Encoded else encoded(value)


def _hex(value: Any) -> str | None:
    return None if value is None else value.hex


def _as_django_does(field: Any, database: Any, value: Any) -> Any:
    return None if value is None else field.get_db_prep_save(value, database)


def _as_it_is(value: Any) -> Any:
    return value
