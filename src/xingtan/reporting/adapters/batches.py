"""What a platform sends: the words that are signed with it, and files of columns read within limits."""

import io
from collections.abc import Iterator
from typing import Any

HEAD = "xingtan.batch.1"
MOST_BYTES = 64 * 1024 * 1024
MOST_ROWS = 1_000_000
MOST_COLUMNS = 40
ROWS_AT_ONCE = 10_000
LINES, COLUMNS = "application/x-ndjson", "application/vnd.apache.parquet"


class NoFileOfColumns(Exception):
    """A file that is no Parquet, or more of it than one batch may have."""


def signed_bytes(*, platform: str, stream: str, number: int, version: str, form: str, data: bytes) -> bytes:
    """Give what a platform signs: six lines that say what this is, and then the body byte for byte."""
    head = "\n".join((HEAD, platform, stream, str(number), version, form, ""))
    return head.encode() + data


def rows_of_columns(data: bytes) -> Iterator[dict[str, Any]]:
    """Read the rows of a Parquet file, some thousands at a time; moments become text, as in JSON.

    :raises NoFileOfColumns: if it is none, or too large
    """
    import pyarrow as pa  # noqa: PLC0415 - loaded by those who take such a batch only
    import pyarrow.parquet as pq  # noqa: PLC0415 - as above

    try:
        file = pq.ParquetFile(io.BytesIO(data))
        if file.metadata.num_rows > MOST_ROWS or file.metadata.num_columns > MOST_COLUMNS:
            raise NoFileOfColumns
        for part in file.iter_batches(batch_size=ROWS_AT_ONCE):
            for row in part.to_pylist():
                yield {name: _plain(value) for name, value in row.items() if value is not None}
    except (pa.ArrowException, OSError, ValueError, OverflowError) as trouble:
        raise NoFileOfColumns from trouble


def _plain(value: Any) -> Any:
    if not hasattr(value, "isoformat"):
        return value
    said = value.isoformat()
    # A file of columns keeps moments in UTC and need not say so.
    return f"{said}Z" if hasattr(value, "hour") and value.tzinfo is None else said
