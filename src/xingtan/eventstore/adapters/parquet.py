"""Parquet as the store writes it: zstd-3, version 2, row groups of a million."""

from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from xingtan.eventstore.adapters import disk
from xingtan.eventstore.rules import FAMILIES

if TYPE_CHECKING:
    import pyarrow as pa

ROW_GROUP = 1_000_000
ENDS = b"PAR1"


class NoSuchFamily(ValueError):
    """No part can be of this family."""


def schema_of(family: str) -> "pa.Schema":
    """Give the columns of a family.

    :raises NoSuchFamily: if there is none of this name
    """
    import pyarrow as pa  # noqa: PLC0415 - loaded by those who ship and close only

    if family not in FAMILIES:
        raise NoSuchFamily(family)
    kinds: dict[str, Any] = {
        "int16": pa.int16(),
        "int32": pa.int32(),
        "int64": pa.int64(),
        "int64?": pa.int64(),
        "bool": pa.bool_(),
        "text": pa.string(),
        "time": pa.timestamp("us", tz="UTC"),
        "date": pa.date32(),
        "date?": pa.date32(),
        "list": pa.list_(pa.int64()),
    }
    return pa.schema([(name, kinds[kind]) for name, kind in FAMILIES[family]])


def fitted(family: str, table: "pa.Table") -> "pa.Table":
    """Give the table with exactly the columns of the family, in their kinds; what it lacks is 0, false or nothing."""
    import pyarrow as pa  # noqa: PLC0415 - see above

    schema = schema_of(family)
    columns = []
    for column in schema:
        if column.name in table.column_names:
            columns.append(_cast(table.column(column.name), column.type))
        else:
            columns.append(_nothing(dict(FAMILIES[family])[column.name], column.type, table.num_rows))
    return pa.table(columns, schema=schema)


def write(place: Path, table: "pa.Table") -> None:
    """Write a table in one step.

    :raises StoreIsFull: if there is no room
    """
    import pyarrow.parquet as pq  # noqa: PLC0415 - see above

    disk.write(
        place,
        lambda out: pq.write_table(
            table, out, compression="zstd", compression_level=3, version="2.6", row_group_size=ROW_GROUP
        ),
    )


def rows_of(place: Path) -> int:
    """Count rows, from the foot of the file; a file that is no Parquet has none.

    :raises ValueError: if the foot cannot be read
    """
    import pyarrow as pa  # noqa: PLC0415 - see above
    import pyarrow.parquet as pq  # noqa: PLC0415 - see above

    if place.suffix != ".parquet":
        return 0
    try:
        return int(pq.read_metadata(place).num_rows)
    except (pa.ArrowInvalid, OSError) as trouble:
        raise ValueError(str(trouble)) from trouble


def read(places: list[Path]) -> "pa.Table":
    """Read files of the same columns, one after another."""
    import pyarrow as pa  # noqa: PLC0415 - see above
    import pyarrow.parquet as pq  # noqa: PLC0415 - see above

    return pa.concat_tables([pq.read_table(place, partitioning=None) for place in places])


def merge(place: Path, places: list[Path]) -> int:
    """Write the rows of some files into one, a batch at a time. Returns how many there are.

    :raises StoreIsFull: if there is no room
    """
    import pyarrow.parquet as pq  # noqa: PLC0415 - see above

    rows = 0

    def fill(out: IO[bytes]) -> None:
        nonlocal rows
        schema = pq.read_schema(places[0])
        with pq.ParquetWriter(out, schema, compression="zstd", compression_level=3, version="2.6") as writer:
            for each in places:
                table = pq.read_table(each, partitioning=None)
                writer.write_table(table, row_group_size=ROW_GROUP)
                rows += table.num_rows

    disk.write(place, fill)
    return rows


def is_whole(place: Path, size: int) -> bool:
    """Test by its size and its two ends whether this is the file that was written; a look, not a proof."""
    try:
        if place.stat().st_size != size:
            return False
        if place.suffix != ".parquet":
            return True
        with place.open("rb") as read_:
            start = read_.read(4)
            read_.seek(-4, 2)
            return start == ENDS == read_.read(4)
    except OSError:
        return False


def _cast(column: Any, kind: "pa.DataType") -> Any:
    import pyarrow as pa  # noqa: PLC0415 - see above

    if pa.types.is_timestamp(kind) and pa.types.is_timestamp(column.type) and column.type.tz is None:
        column = column.cast(pa.timestamp("us")).cast(kind)
    return column.cast(kind)


def _nothing(kind: str, made: "pa.DataType", rows: int) -> Any:
    import pyarrow as pa  # noqa: PLC0415 - see above

    empty: object = {"text": "", "bool": False, "list": []}.get(kind, 0)
    if kind.endswith("?") or kind == "date":
        return pa.nulls(rows, made)
    return pa.array([empty] * rows, made) if kind == "list" else pa.repeat(pa.scalar(empty, made), rows)
