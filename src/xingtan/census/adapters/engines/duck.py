"""DuckDB in this process: the way to count on one machine, with bounded memory and disk."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xingtan.census.adapters.engines.base import Files, has_days, plain
from xingtan.census.adapters.engines.shaping import empty, shaped
from xingtan.census.config import census
from xingtan.kernel import home

if TYPE_CHECKING:
    import pyarrow as pa
    from ibis.expr.types import Table

    from xingtan.census.rules.measures import Tables


class Duck:
    """One connection to a DuckDB in memory that reads the files."""

    name = "duckdb"

    def __init__(self, connection: Any, files: Files) -> None:
        self.connection = connection
        self._files = files

    def tables(self, days: Sequence[date] | None = None) -> "Tables":
        """Give the closed tables, of attendance these days only."""
        return shaped(lambda name: self._read(name, days))

    def _read(self, name: str, days: Sequence[date] | None) -> "Table":
        files = self._files(name, days if name == "attendance" else None) or [empty(name)]
        return self.connection.read_parquet(
            [str(file) for file in files], table_name=name, hive_partitioning=has_days(files)
        )

    def arrow(self, expression: "Table") -> "pa.Table":
        """Count, and give the answer as an Arrow table."""
        return self.connection.to_pyarrow(expression)

    def rows(self, expression: "Table") -> list[dict[str, Any]]:
        """Count, and give the rows in one order."""
        return plain(self.arrow(expression))

    def query(self, expression: "Table") -> str:
        """Write the question in DuckDB's SQL."""
        return str(self.connection.compile(expression, pretty=True))


@contextmanager
def counting(files: Files) -> Iterator[Duck]:
    """Open a DuckDB for one piece of work; what it put on disk goes with it."""
    import ibis  # noqa: PLC0415 - loaded where something is counted, never when the site starts

    place = home.path("counting", "spilled")
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place) as spilled:
        connection = ibis.duckdb.connect(
            threads=census.threads,
            memory_limit=census.memory,
            temp_directory=str(Path(spilled)),
            max_temp_directory_size=census.disk,
            preserve_insertion_order=False,
            autoinstall_known_extensions=False,
        )
        try:
            yield Duck(connection, files)
        finally:
            connection.disconnect()
