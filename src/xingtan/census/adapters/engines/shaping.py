"""Makes what an engine read the shape that measures know: the columns they ask for, with their types."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from xingtan.census.rules import shapes
from xingtan.census.rules.measures import Tables
from xingtan.kernel import home

if TYPE_CHECKING:
    from ibis.expr.types import Table


def shaped(read: Callable[[str], "Table"]) -> Tables:
    """Read every table and give it its shape."""
    made = {}
    for name in shapes.SHAPES:
        table = read(name)
        columns = shapes.columns(name)
        made[name] = table.select(*columns).cast(dict(columns))
    return Tables(**made)


def empty(name: str) -> Path:
    """Give a file of the table without a row, for when nothing was closed yet: all engines read files alike."""
    import ibis  # noqa: PLC0415 - loaded where something is counted, never when the site starts
    import pyarrow.parquet as pq  # noqa: PLC0415 - as above

    place = home.path("counting", "empty", f"{name}.parquet")
    if not place.exists():
        schema = ibis.schema(dict(shapes.columns(name))).to_pyarrow()
        made = place.with_name(f".{name}.{os.getpid()}")
        pq.write_table(schema.empty_table(), made)
        made.replace(place)
    return place
