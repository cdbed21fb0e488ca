"""Makes what an engine read the shape that measures know: the columns they ask for, with their types."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from xingtan.census.rules import shapes
from xingtan.census.rules.measures import Tables

if TYPE_CHECKING:
    import pyarrow as pa
    from ibis.expr.types import Table


def shaped(read: Callable[[str], "Table"]) -> Tables:
    """Read every table and give it its shape."""
    made = {}
    for name in shapes.SHAPES:
        table = read(name)
        columns = shapes.columns(name)
        made[name] = table.select(*columns).cast(dict(columns))
    return Tables(**made)


def empty(name: str) -> "pa.Table":
    """Give the table without a row, for when nothing was closed yet."""
    import ibis  # noqa: PLC0415 - loaded where something is counted, never when the site starts

    return ibis.schema(dict(shapes.columns(name))).to_pyarrow().empty_table()
