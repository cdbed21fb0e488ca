"""Statements for PostgreSQL, by psycopg's own lower floor: values beside the statement, one call there and back.

A cursor of psycopg's is made for every way of asking; for one small query it takes ten times as long as what it does.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, cast

import psycopg
from psycopg import errors, pq
from psycopg.adapt import PyFormat, Transformer

_DONE = (pq.ExecStatus.COMMAND_OK, pq.ExecStatus.TUPLES_OK)
_PLACE = re.compile("%(s|%)")


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
    result = connection.pgconn.exec_params(_numbered(sql), values, adapt.types, adapt.formats)
    if result.status not in _DONE:
        raise errors.error_from_result(result)
    return adapt, result


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
