"""Tables as files, written row by row as they come, so that a million rows need no more memory than a thousand."""

import csv
import gzip
import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from xingtan.federation.open_data.adapters.rows import COLUMNS

ROWS_A_GROUP = 20_000
BETWEEN = " | "
# A spreadsheet would take what begins so for a formula, and work it out.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Table(Protocol):
    """A file that takes rows."""

    def add(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write rows."""

    def close(self) -> None:
        """Write what is left, and the end."""


class CsvFile:
    """Comma-separated values, compressed (RFC 4180, UTF-8)."""

    def __init__(self, place: Path) -> None:
        # The same rows give the same bytes, whenever they are written.
        self._file = gzip.GzipFile(place, "wb", compresslevel=6, mtime=0)
        self._text = io.TextIOWrapper(self._file, encoding="utf-8", newline="", errors="replace")
        self._csv = csv.writer(self._text)
        self._csv.writerow(COLUMNS)

    def add(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write rows."""
        self._csv.writerows([[cell(row[name]) for name in COLUMNS] for row in rows])

    def close(self) -> None:
        """Write what is left, and the end."""
        self._text.close()


def cell(value: Any) -> str:
    """Write a value so that a spreadsheet reads it as what it is."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            text = value
        case list():
            text = BETWEEN.join(value)
        case datetime():
            return value.isoformat(timespec="seconds")
        case _:
            return str(value)
    text = text.replace("\0", "")
    return f"'{text}" if text.startswith(_FORMULA) else text


class ParquetFile:
    """Parquet, column by column, which programs read in a moment."""

    def __init__(self, place: Path) -> None:
        import pyarrow  # noqa: PLC0415 - fifty megabytes, needed once a night
        from pyarrow import parquet  # noqa: PLC0415 - as above

        kinds = {
            "text": pyarrow.string(),
            "list": pyarrow.list_(pyarrow.string()),
            "number": pyarrow.float64(),
            "mark": pyarrow.bool_(),
            "date": pyarrow.date32(),
            "moment": pyarrow.timestamp("us", tz="UTC"),
        }
        self._arrow = pyarrow
        self._schema = pyarrow.schema([(name, kinds[kind]) for name, kind in COLUMNS.items()])
        self._file = parquet.ParquetWriter(place, self._schema, compression="zstd")
        self._waiting: list[Mapping[str, Any]] = []

    def add(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write rows."""
        self._waiting += rows
        if len(self._waiting) >= ROWS_A_GROUP:
            self._write()

    def close(self) -> None:
        """Write what is left, and the end."""
        if self._waiting:
            self._write()
        self._file.close()

    def _write(self) -> None:
        columns = {name: [_typed(row[name], kind) for row in self._waiting] for name, kind in COLUMNS.items()}
        self._file.write_table(self._arrow.Table.from_pydict(columns, schema=self._schema))
        self._waiting = []


def _typed(value: Any, kind: str) -> Any:
    return float(value) if kind == "number" and value is not None else value
