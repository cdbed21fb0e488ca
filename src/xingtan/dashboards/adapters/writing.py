"""Tables written as files, some thousand rows at a time."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any

from xingtan.kernel.tables import harmless

Rows = Sequence[Sequence[Any]]
Columns = Sequence[tuple[str, bool]]


@contextmanager
def writing(form: str, out: IO[bytes], columns: Columns) -> Iterator[Callable[[Rows], object]]:
    """Give what writes rows; the file is whole when this ends.

    :param columns: names, each with whether it is a number
    """
    with (_csv if form == "csv" else _parquet)(out, columns) as write:
        yield write


@contextmanager
def _csv(out: IO[bytes], columns: Columns) -> Iterator[Callable[[Rows], object]]:
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    writer = csv.writer(text)
    writer.writerow([name for name, _ in columns])
    try:
        yield lambda rows: writer.writerows(
            [harmless(each) if isinstance(each, str) else each for each in row] for row in rows
        )
    finally:
        text.detach()


@contextmanager
def _parquet(out: IO[bytes], columns: Columns) -> Iterator[Callable[[Rows], object]]:
    import pyarrow as pa  # noqa: PLC0415 - loaded by the worker that makes a file, never when the site starts
    import pyarrow.parquet as pq  # noqa: PLC0415 - as above

    schema = pa.schema([(name, pa.int64() if is_number else pa.string()) for name, is_number in columns])
    with pq.ParquetWriter(out, schema, compression="zstd") as made:

        def write(rows: Rows) -> None:
            if rows:
                cells = [list(column) for column in zip(*rows, strict=True)]
                made.write_table(pa.table(cells, schema=schema))

        yield write
