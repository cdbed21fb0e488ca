"""Rows: many rows of one table written by one statement that is prepared once, a few microseconds each.

``bulk_create`` asks every field of every object how it is written, which takes longer than the database needs to
write it. Here a column is prepared once; what all rows share is given once.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import chain, islice
from json.encoder import encode_basestring_ascii as _quoted
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models

AT_ONCE = 500
"""How many rows one statement puts in where each is a journey to a server."""

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
    places = ", ".join(["%s"] * len(written))
    with database.cursor() as cursor:
        cursor.execute(f"SELECT {column}, {key} FROM {table} WHERE {column} IN ({places})", list(written))  # noqa: S608 - names of columns
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
    shared = {name: _writer(fields[name], database)(value) for name, value in {**rest, **always}.items()}
    quote = database.ops.quote_name
    columns = ", ".join(quote(fields[name].column) for name in (*names, *shared))
    places = ", ".join(["%s"] * (len(names) + len(shared)))
    bound = _bound([_writer(fields[name], database) for name in names], rows)
    after = tuple(shared.values())
    into = f"INSERT INTO {quote(_meta(model).db_table)} ({columns}) VALUES "  # noqa: S608 - names of columns
    written = ((*row, *after) for row in bound)
    with database.cursor() as cursor:
        if database.vendor == "sqlite":
            cursor.executemany(f"{into}({places}) ON CONFLICT DO NOTHING", list(written))
            return
        # There each row of many statements would be a journey to the server and back.
        while some := list(islice(written, AT_ONCE)):
            every = ", ".join([f"({places})"] * len(some))
            cursor.execute(f"{into}{every} ON CONFLICT DO NOTHING", list(chain.from_iterable(some)))


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
    shared = {name: _writer(fields[name], database)(value) for name, value in always.items()}
    quote = database.ops.quote_name
    changes = ", ".join(f"{quote(fields[name].column)} = %s" for name in (*shared, *names))
    table, key = quote(_meta(model).db_table), quote(_meta(model).pk.column)
    bound = _bound([*(_writer(fields[name], database) for name in names), _as_it_is], rows)
    before = tuple(shared.values())
    with database.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET {changes} WHERE {key} = %s",  # noqa: S608 - names of columns
            [(*before, *row) for row in bound],
        )


def _bound(writers: Sequence[Callable[[Any], Any]], rows: Iterable[Sequence[Any]]) -> Iterable[list[Any]]:
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
