"""Statements for PostgreSQL, by psycopg's own lower floor: values beside the statement, one call there and back.

A cursor of psycopg's is made for every way of asking; for one small query it takes ten times as long as what it does. The
server keeps what it has parsed and planned for a connection: to plan a join of six tables takes ten times as long as to
run it.
"""

import itertools
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, cast
from weakref import WeakKeyDictionary

import psycopg
from psycopg import errors, pq
from psycopg.adapt import PyFormat, Transformer

_DONE = (pq.ExecStatus.COMMAND_OK, pq.ExecStatus.TUPLES_OK)
_PLACE = re.compile("%(s|%)")
MOST_KEPT = 500
"""Statements that a connection keeps: each is some ten kilobytes on the server. There are far fewer."""
_STALE = (errors.FeatureNotSupported, errors.InvalidSqlStatementName)
"""What the server says of a plan whose table has been altered, and of a name that it has been told to forget."""
_kept: "WeakKeyDictionary[Any, dict[tuple[str, tuple[int, ...]], bytes]]" = WeakKeyDictionary()
_numbers = itertools.count()


def rows(connection: Any, sql: str, params: Sequence[Any]) -> list[Any]:
    """Run a query, and give all its rows."""
    if _must_begin(connection):
        return psycopg.Cursor(connection).execute(cast(Any, sql), params).fetchall()
    adapt, result = _run(connection, sql, params)
    adapt.set_pgresult(result)
    return cast(list[Any], adapt.load_rows(0, result.ntuples, tuple))


def change(connection: Any, sql: str, params: Sequence[Any]) -> int:
    """Run a change, and say how many rows it was."""
    if _must_begin(connection):
        return psycopg.Cursor(connection).execute(cast(Any, sql), params).rowcount
    return _run(connection, sql, params)[1].command_tuples or 0


def _must_begin(connection: Any) -> bool:
    # The first statement of a transaction begins it, in the way that psycopg was told.
    return not connection.autocommit and connection.pgconn.transaction_status == pq.TransactionStatus.IDLE


def _run(connection: Any, sql: str, params: Sequence[Any]) -> tuple[Any, Any]:
    adapt: Any = Transformer(connection)
    values = adapt.dump_sequence(params, [PyFormat.TEXT] * len(params))
    result = _kept_run(connection, sql, adapt, values)
    if result is None:
        result = connection.pgconn.exec_params(_numbered(sql), values, adapt.types, adapt.formats)
    if result.status not in _DONE:
        raise errors.error_from_result(result)
    return adapt, result


def _kept_run(connection: Any, sql: str, adapt: Any, values: Sequence[Any]) -> Any:
    """Run what the server has kept, or let it keep it; None where it cannot."""
    kept = _kept.setdefault(connection, {})
    # A whole number is written as small as it fits: the same statement with other types is another one to the server.
    key = sql, tuple(adapt.types or ())
    name = kept.get(key)
    if name is None:
        if len(kept) >= MOST_KEPT:
            return None
        name = b"kept_%d" % next(_numbers)
        prepared = connection.pgconn.prepare(name, _numbered(sql), adapt.types)
        if prepared.status not in _DONE:
            raise errors.error_from_result(prepared)
        kept[key] = name
    result = connection.pgconn.exec_prepared(name, values, adapt.formats)
    if result.status not in _DONE and isinstance(errors.error_from_result(result), _STALE):
        kept.clear()
        # Outside of a transaction nothing is lost: this once it is asked as if for the first time.
        if connection.pgconn.transaction_status == pq.TransactionStatus.IDLE:
            return None
    return result


@lru_cache(1024)
def _numbered(sql: str) -> bytes:
    """Number the places of the values, as the server wants them: %s and %s are $1 and $2."""
    count = 0

    def place(found: re.Match[str]) -> str:
        nonlocal count
        if found[1] == "%":
            return "%"
        count += 1
        return f"${count}"

    return _PLACE.sub(place, sql).encode()
