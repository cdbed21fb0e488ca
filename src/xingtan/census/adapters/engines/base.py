"""What every engine does: give the closed tables as relations, and the rows of a question."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from xingtan.kernel.errors import OutsideFailed

if TYPE_CHECKING:
    import pyarrow as pa
    from ibis.expr.types import Table

    from xingtan.census.rules.measures import Tables

# From a table, and the days wanted of it or None for all, to its files.
Files = Callable[[str, Sequence[date] | None], Sequence[Path]]


class EngineMissing(OutsideFailed):
    """The engine this site is set to count with is not here. Its words say what to install."""


class Engine(Protocol):
    """Something that counts: DuckDB here, Spark past one machine, ClickHouse's dialect in the tests."""

    name: str

    def tables(self, days: Sequence[date] | None = None) -> "Tables":
        """Give the closed tables, of attendance these days only."""
        ...

    def arrow(self, expression: "Table") -> "pa.Table":
        """Count, and give the answer as an Arrow table."""
        ...

    def rows(self, expression: "Table") -> list[dict[str, Any]]:
        """Count, and give the rows in one order, the same on every engine."""
        ...

    def query(self, expression: "Table") -> str:
        """Write the question in the engine's own language."""
        ...


def plain(answer: "pa.Table") -> list[dict[str, Any]]:
    """Make rows of plain Python values, ordered by their columns from left to right."""
    rows = [{name: _plain(value) for name, value in row.items()} for row in answer.to_pylist()]
    return sorted(rows, key=lambda row: [(value is not None, value) for value in row.values()])


def _plain(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) else value


def has_days(files: Sequence[Path]) -> bool:
    """Test whether the day stands in the names of the folders, where the files themselves do not hold it."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - loaded where something is counted, never when the site starts

    return any(part.startswith("day=") for part in files[0].parts) and "day" not in pq.read_schema(files[0]).names
