"""How attendances are written: three and a half bytes a row.

Learners ascend within a lesson, so their differences are packed; all else repeats within a row group, and is a
dictionary's. Plain Parquet, that every engine reads.
"""

from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq

ROW_GROUP = 1_000_000
PACKED = {"learner": "DELTA_BINARY_PACKED"}

# That nothing is missing is said, too: where gaps are possible, every reader looks for them row by row.
ATTENDANCE = pa.schema(
    [
        pa.field("learner", pa.int32(), nullable=False),
        pa.field("lesson", pa.int32(), nullable=False),
        pa.field("course", pa.int32(), nullable=False),
        pa.field("university", pa.int16(), nullable=False),
        pa.field("joined_at", pa.timestamp("us"), nullable=False),
        pa.field("seconds", pa.int16(), nullable=False),
    ]
)


class Writer:
    """A file of attendances that is being written, row group by row group."""

    def __init__(self, place: Path, schema: pa.Schema = ATTENDANCE, *, row_group: int = ROW_GROUP) -> None:
        self._row_group = row_group
        self._schema = schema
        self._file = pq.ParquetWriter(
            place,
            schema,
            compression="zstd",
            compression_level=1,  # the third packs a hundredth tighter, and takes a sixth longer to write
            version="2.6",
            data_page_version="2.0",
            use_dictionary=[name for name in schema.names if name not in PACKED],
            column_encoding={name: how for name, how in PACKED.items() if name in schema.names},
        )
        self._waiting: list[pa.Table] = []
        self._rows = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: BaseException | TracebackType | None) -> None:
        if kind is None:
            self._write(self._rows)
        self._file.close()

    def write(self, table: pa.Table) -> None:
        """Write the rows, once a row group is full."""
        self._waiting.append(table.cast(self._schema))
        self._rows += table.num_rows
        if self._rows >= self._row_group:
            self._write(self._rows - self._rows % self._row_group)

    def _write(self, rows: int) -> None:
        if not rows:
            return
        table = pa.concat_tables(self._waiting)
        self._file.write_table(table.slice(0, rows), row_group_size=self._row_group)
        left = table.slice(rows)
        self._waiting, self._rows = ([left] if left.num_rows else []), left.num_rows
