"""ClickHouse's dialect by chDB, an embedded ClickHouse: it keeps the measures true for one more engine, in the tests."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xingtan.census.adapters.engines.base import EngineMissing, Files, has_days, plain
from xingtan.census.adapters.engines.shaping import empty, shaped

if TYPE_CHECKING:
    import pyarrow as pa
    from ibis.expr.types import Table

    from xingtan.census.rules.measures import Tables


class House:
    """One connection to a ClickHouse in this process that reads the files."""

    name = "chdb"

    def __init__(self, connection: Any, files: Files) -> None:
        self.connection = connection
        self._files = files

    def tables(self, days: Sequence[date] | None = None) -> "Tables":
        """Give the closed tables, of attendance these days only."""
        return shaped(lambda name: self._read(name, days))

    def _read(self, name: str, days: Sequence[date] | None) -> "Table":
        files = self._files(name, days if name == "attendance" else None) or [empty(name)]
        if any(mark in str(file) for file in files for mark in "'\\{},*?"):
            raise ValueError("the store lies in a folder whose name ClickHouse would read as a pattern")
        day = ", toDate32(extract(_path, 'day=([0-9-]{10})')) AS day" if has_days(files) else ""
        parts = [
            f"SELECT *{day} FROM file('{pattern}', Parquet)"  # noqa: S608 - our own names and folders
            for pattern in _patterns(files)
        ]
        self.connection.con.command(f"DROP VIEW IF EXISTS {name}")
        self.connection.con.command(
            f"CREATE VIEW {name} AS SELECT * FROM ({' UNION ALL '.join(parts)}) SETTINGS use_hive_partitioning = 0"  # noqa: S608 - as above
        )
        return self.connection.table(name)

    def arrow(self, expression: "Table") -> "pa.Table":
        """Count, and give the answer as an Arrow table."""
        return self.connection.to_pyarrow(expression)

    def rows(self, expression: "Table") -> list[dict[str, Any]]:
        """Count, and give the rows in one order."""
        return plain(self.arrow(expression))

    def query(self, expression: "Table") -> str:
        """Write the question in ClickHouse's SQL."""
        return str(self.connection.compile(expression, pretty=True))


def _patterns(files: Sequence[Path]) -> list[str]:
    """Name all files in few patterns. Alternatives cannot hold a slash, so folders with equal files go together."""
    within: dict[Path, list[str]] = {}
    for file in sorted(files):
        within.setdefault(file.parent, []).append(file.name)
    alike: dict[tuple[Path, tuple[str, ...]], list[str]] = {}
    for folder, names in within.items():
        alike.setdefault((folder.parent, tuple(names)), []).append(folder.name)
    return [f"{above}/{_either(folders)}/{_either(names)}" for (above, names), folders in alike.items()]


def _either(names: Sequence[str]) -> str:
    return f"{{{','.join(names)}}}" if len(names) > 1 else names[0]


@contextmanager
def counting(files: Files) -> Iterator[House]:
    """Open an embedded ClickHouse for one piece of work.

    :raises EngineMissing: where chDB is not installed
    """
    try:
        import clickhouse_connect  # noqa: PLC0415 - only tests have it
        from ibis.backends.clickhouse import Backend  # noqa: PLC0415 - as above
    except ImportError as missing:
        raise EngineMissing("chDB is not installed: pip install chdb clickhouse-connect") from missing
    client = clickhouse_connect.get_client(dsn="chdb://memory")
    try:
        yield House(Backend.from_connection(client), files)
    finally:
        client.close()
