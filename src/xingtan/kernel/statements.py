"""Statements whose SQL is known, taken to the database's own driver, and what comes back made ready soon.

Django puts a dozen calls around each statement; of a small one they are half. Where somebody listens to statements
(tests that count them, `DEBUG`) they go Django's way.
"""

import select
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, cast
from uuid import UUID

from django.db import models
from django.db.backends.sqlite3.base import FORMAT_QMARK_REGEX
from django.db.models.base import ModelState
from django.db.models.query_utils import DeferredAttribute
from django.db.models.signals import post_init, pre_init

_MOMENT = (models.DateTimeField, datetime)
Convert = Callable[[Any], Any]
Row = Sequence[Any]


def rows(database: Any, sql: str, params: Sequence[Any]) -> list[Row]:
    """Run a query, and give all its rows."""
    if _is_listened_to(database):
        with database.cursor() as cursor:
            cursor.execute(sql, params)
            return cast(list[Row], cursor.fetchall())
    with database.wrap_database_errors:
        if database.vendor == "postgresql":
            from xingtan.kernel import postgresql  # noqa: PLC0415 - a site on SQLite does without

            return postgresql.rows(database.connection, sql, params)
        return cast(list[Row], database.connection.execute(_with_question_marks(sql), params).fetchall())


def change(database: Any, sql: str, params: Sequence[Any]) -> int:
    """Run a change, and say how many rows it was."""
    if _is_listened_to(database):
        with database.cursor() as cursor:
            cursor.execute(sql, params)
            return cast(int, cursor.rowcount)
    with database.wrap_database_errors:
        if database.vendor == "postgresql":
            from xingtan.kernel import postgresql  # noqa: PLC0415 - as above

            return postgresql.change(database.connection, sql, params)
        return cast(int, database.connection.execute(_with_question_marks(sql), params).rowcount)


def _is_listened_to(database: Any) -> bool:
    # As a cursor of Django's does first: look whether the connection still lives, connect where there is none, refuse
    # in a transaction that has failed.
    if not database.health_check_done:
        _look_after(database)
    database.ensure_connection()
    database.validate_no_broken_transaction()
    return bool(database.queries_logged or database.execute_wrappers)


def _look_after(database: Any) -> None:
    """Look whether the server has hung up: then there is something to read where nothing was asked."""
    if database.vendor == "postgresql" and database.connection is not None and not database.connection.closed:
        readable, _, _ = select.select([database.connection.fileno()], [], [], 0)
        if not readable:
            database.health_check_done = True
            return
    database.close_if_health_check_failed()


@lru_cache(1024)
def _with_question_marks(sql: str) -> str:
    return FORMAT_QMARK_REGEX.sub("?", sql).replace("%%", "%")


_NUMBERS = (
    models.BigAutoField,
    models.BigIntegerField,
    models.PositiveIntegerField,
    models.ForeignKey,
    models.OneToOneField,
)
_AS_THEY_ARE = {(models.CharField, str), (models.TextField, str)}
_ON_SQLITE = {*_AS_THEY_ARE, *((kind, int) for kind in _NUMBERS)}
_ON_POSTGRESQL = {*_AS_THEY_ARE, (models.UUIDField, UUID)}


def written(field: Any, value: Any, database: Any) -> Any:
    """Give a value as its column takes it: most are what they are, and the rest is asked of Django."""
    pair = type(field), type(value)
    if pair in (_ON_SQLITE if database.vendor == "sqlite" else _ON_POSTGRESQL):
        return value
    if pair == _MOMENT and value.tzinfo is UTC and database.timezone is UTC:
        return str(value.replace(tzinfo=None)) if database.vendor == "sqlite" else value
    return field.get_db_prep_save(value, database)


def converter(expression: Any, converters: Sequence[Callable[..., Any]], database: Any) -> Convert:
    """Make one function of those that Django would call, one after the other, for a value of this column."""
    kind = expression.output_field.get_internal_type()
    if database.vendor == "sqlite" and len(converters) == 1 and database.timezone is UTC:
        if kind == "DateTimeField":
            return _moment
        if kind == "BooleanField":
            return {0: False, 1: True}.get
        if kind in {"DecimalField", "UUIDField"}:
            # Scores and shares are a few numbers, and the same course is found again and again.
            return lru_cache(4096)(_chained(expression, converters, database))
    return _chained(expression, converters, database)


def _chained(expression: Any, converters: Sequence[Callable[..., Any]], database: Any) -> Convert:
    if len(converters) == 1:
        only = converters[0]
        return lambda value: only(value, expression, database)

    def convert(value: Any) -> Any:
        for each in converters:
            value = each(value, expression, database)
        return value

    return convert


def _moment(value: datetime | str | None) -> datetime | None:
    if value is None:
        return None
    # A column comes as a moment already, what was worked out from columns as it is written.
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def maker(model: type[models.Model], names: Sequence[str], using: str) -> Callable[[Row], Any]:
    """Make the function that makes a model of a row: as ``from_db`` does, without asking each time what never changes."""
    if not _is_plain(model, names):
        return lambda values: model.from_db(using, names, values)

    def make(values: Row) -> Any:
        made = model.__new__(model)
        state = ModelState()
        state.db, state.adding = using, False
        made.__dict__.update(zip(names, values, strict=True))
        made._state = state  # noqa: SLF001 - as `from_db` leaves it
        return made

    return make


def _is_plain(model: type[models.Model], names: Sequence[str]) -> bool:
    """Test whether nobody wants to know when one is made, and its columns are nothing but values."""
    return (
        model.__init__ is models.Model.__init__
        and cast(Any, model.from_db).__func__ is cast(Any, models.Model.from_db).__func__
        and not pre_init.has_listeners(model)
        and not post_init.has_listeners(model)
        and all(isinstance(getattr(model, name), DeferredAttribute) for name in names)
    )
