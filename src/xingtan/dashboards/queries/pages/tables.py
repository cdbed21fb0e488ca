"""The tables behind the charts, to take along: plain numbers, days as ISO writes them, names of columns in English."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from xingtan.census.public import figures
from xingtan.dashboards.queries.pages.closed import closed
from xingtan.kernel.tables import harmless

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Taken:
    """A table as programs read it.

    :param version: of the rollups it was read from
    """

    key: str
    version: str
    columns: tuple[str, ...]
    rows: Rows

    def csv(self) -> str:
        """Write the table as CSV."""
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(self.columns)
        for row in self.rows:
            writer.writerow([harmless(v) if isinstance(v, str) else v for v in (row[name] for name in self.columns)])
        return out.getvalue()

    def parquet(self) -> bytes:
        """Write the table as Parquet."""
        import pyarrow as pa  # noqa: PLC0415 - loaded when somebody takes this form: it weighs more than the page
        import pyarrow.parquet as pq  # noqa: PLC0415 - as above

        out = io.BytesIO()
        made = pa.table({name: [row[name] for row in self.rows] for name in self.columns})
        pq.write_table(made.replace_schema_metadata({"census.version": self.version}), out, compression="zstd")
        return out.getvalue()


_ROW = (
    "key",
    "name",
    "country",
    "universities",
    "courses",
    "lessons",
    "attendances",
    "learners",
    "minutes",
    "enrolled",
)
_WHOLE = ("universities", "teachers", "courses", "lessons", "sections", "attendances", "learners", "start", "end")
_QUARTER = ("quarter", "kind", "stock_start", "joined", "left", "stock_end")

TABLES: Mapping[str, tuple[tuple[str, ...], Callable[[str | None], Sequence[Any]]]] = {
    "totals": (_WHOLE, lambda as_of: [figures.totals(as_of=as_of)]),
    "days": (("day", "lessons", "attendances", "learners"), lambda as_of: closed(figures.by_day(as_of=as_of))),
    "quarters": (_QUARTER, lambda as_of: figures.by_quarter(as_of=as_of)),
    "countries": (_ROW, lambda as_of: closed(figures.by_country(as_of=as_of))),
    "universities": (_ROW, lambda as_of: closed(figures.by_university(as_of=as_of))),
    "disciplines": (_ROW, lambda as_of: closed(figures.by_discipline(as_of=as_of))),
    "languages": (_ROW, lambda as_of: closed(figures.by_language(as_of=as_of))),
    "platforms": (_ROW, lambda as_of: closed(figures.by_platform(as_of=as_of))),
    "weeks": (("week", "active", "kept"), lambda as_of: figures.retention(as_of=as_of)),
}


def table_of(key: str, *, as_of: str | None = None) -> Taken | None:
    """Give a table as programs read it; None where there is no such table."""
    if key not in TABLES:
        return None
    columns, read = TABLES[key]
    rows = [{name: _plain(value) for name, value in asdict(each).items() if name in columns} for each in read(as_of)]
    return Taken(key, figures.totals(as_of=as_of).version, columns, rows)


def _plain(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value
