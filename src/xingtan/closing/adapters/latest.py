"""The latest word about each thing: of all that was said of it, in any order and any number of times, one row counts."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from numpy.typing import NDArray

Columns = dict[str, Any]


def read(parts: Sequence[Path], names: Sequence[str]) -> Columns:
    """Read columns of parts, one after another; moments are microseconds, days are days since 1970."""
    tables = [pq.read_table(place, columns=list(names), partitioning=None) for place in parts]
    if not tables:
        return {name: np.zeros(0, np.int64) for name in names}
    # One writer says that a column has no gaps where another does not: the columns are the same.
    table = pa.concat_tables(tables, promote_options="permissive")
    return {name: plain(table.column(name)) for name in names}


def plain(column: "pa.ChunkedArray") -> Any:
    """Give a column as numpy has it; text and lists stay Arrow's."""
    kind = column.type
    if pa.types.is_timestamp(kind):
        column = column.cast(pa.timestamp("us", kind.tz)).cast(pa.int64())
    elif pa.types.is_date(kind):
        column = column.cast(pa.int32())
    elif pa.types.is_boolean(kind):
        column = column.cast(pa.int8())
    elif not pa.types.is_integer(kind):
        return column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
    if column.null_count:
        column = column.fill_null(0)
    return column.to_numpy()


def latest(key: "NDArray[np.int64]", *words: "NDArray[Any]") -> "NDArray[np.int64]":
    """Give the row of each key that was said last, in the order of the keys.

    :param words: by what rows of one key are ordered, the weightiest first; together they must tell rows apart
    """
    order = np.argsort(key)
    ordered = key[order]
    first = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])) if len(key) else np.zeros(0, bool))
    counts = np.diff(np.append(first, len(key)))
    chosen = order[first]
    several = np.flatnonzero(counts > 1)
    if len(several):
        rows = order[spans(first[several], counts[several])]
        group = np.repeat(np.arange(len(several)), counts[several])
        place = np.lexsort((*(word[rows] for word in reversed(words)), group))
        chosen[several] = rows[place[np.cumsum(counts[several]) - 1]]
    return chosen


def spans(starts: "NDArray[np.int64]", counts: "NDArray[np.int64]") -> "NDArray[np.int64]":
    """Give all positions of stretches that start here and are so long."""
    ends = np.cumsum(counts)
    return np.repeat(starts - (ends - counts), counts) + np.arange(ends[-1])
