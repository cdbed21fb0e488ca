"""Spark, for more than one machine: the same files on storage that all of them see."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xingtan.census.adapters.engines.base import EngineMissing, Files, has_days, plain
from xingtan.census.adapters.engines.shaping import empty, shaped
from xingtan.census.config import census
from xingtan.kernel import home

if TYPE_CHECKING:
    import pyarrow as pa
    from ibis.expr.types import Table

    from xingtan.census.rules.measures import Tables


class Spark:
    """One session of a Spark cluster that reads the files."""

    name = "spark"

    def __init__(self, connection: Any, session: Any, files: Files) -> None:
        self.connection = connection
        self.session = session
        self._files = files

    def tables(self, days: Sequence[date] | None = None) -> "Tables":
        """Give the closed tables, of attendance these days only."""
        return shaped(lambda name: self._read(name, days))

    def _read(self, name: str, days: Sequence[date] | None) -> "Table":
        files = self._files(name, days if name == "attendance" else None) or [empty(name)]
        # The first file says the types; asking Spark would take a job for each table.
        reader = self.session.read.schema(self._schema(files[0]))
        if has_days(files):
            reader = reader.option("basePath", _base(files[0]))
        read = reader.parquet(*(str(file) for file in files))
        read.createOrReplaceTempView(name)
        return self.connection.table(name)

    def _schema(self, file: Path) -> Any:
        import pyarrow as pa  # noqa: PLC0415 - loaded where something is counted, never when the site starts
        import pyarrow.parquet as pq  # noqa: PLC0415 - as above
        from pyspark.sql.pandas.types import from_arrow_schema  # noqa: PLC0415 - an extra, as above

        found = pq.read_schema(file)
        if has_days([file]):
            found = found.append(pa.field("day", pa.date32()))
        return from_arrow_schema(found)

    def arrow(self, expression: "Table") -> "pa.Table":
        """Count, and give the answer as an Arrow table."""
        # Not by way of ibis, which goes through pandas and back.
        return self.session.sql(self.query(expression)).toArrow()

    def rows(self, expression: "Table") -> list[dict[str, Any]]:
        """Count, and give the rows in one order."""
        return plain(self.arrow(expression))

    def query(self, expression: "Table") -> str:
        """Write the question in Spark's SQL."""
        return str(self.connection.compile(expression, pretty=True))


def _base(file: Path) -> str:
    """Name the folder above the one of the day."""
    parts = file.parts
    first = next(index for index, part in enumerate(parts) if part.startswith("day="))
    return str(Path(*parts[:first]))


@contextmanager
def counting(files: Files, *, master: str) -> Iterator[Spark]:
    """Open a session on the cluster for one piece of work.

    :raises EngineMissing: where pyspark or Java is not installed
    """
    try:
        import ibis  # noqa: PLC0415 - loaded where something is counted, never when the site starts
        from pyspark.sql import SparkSession  # noqa: PLC0415 - an extra: most sites have one machine
    except ImportError as missing:
        raise EngineMissing("Spark is not installed: pip install 'xingtan[spark]'") from missing
    if "JAVA_HOME" not in os.environ and shutil.which("java") is None:
        raise EngineMissing("Spark needs Java 17 or 21: apt install default-jre-headless")
    local = home.path("counting", "spark")
    local.mkdir(parents=True, exist_ok=True)
    builder = SparkSession.builder.appName("xingtan-census").master(master)
    for name, value in _settings(str(local)).items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield Spark(ibis.pyspark.connect(session), session, files)
    finally:
        session.stop()


def _settings(local: str) -> dict[str, str]:
    return {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.session.timeZone": "UTC",
        "spark.local.dir": local,
        "spark.sql.warehouse.dir": f"{local}/warehouse",
        # The tables beside attendance are small, and go whole to every worker instead of being shuffled.
        "spark.sql.autoBroadcastJoinThreshold": "256m",
        "spark.sql.shuffle.partitions": "16",
        **dict(each.split("=", 1) for each in census.spark),
    }
