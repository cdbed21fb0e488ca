"""Names of what tables hold by number: universities by their code, platforms by theirs."""

from collections.abc import Mapping
from dataclasses import dataclass

from xingtan.census.adapters.engines.base import Files


@dataclass(frozen=True)
class Label:
    """What a number stands for, in a way that stays when the numbers do not."""

    code: str
    name: str
    country: str


def labels(files: Files, table: str) -> Mapping[int, Label]:
    """Read the names of all universities, or of all platforms."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - loaded where something is counted, never when the site starts

    found = {}
    for file in files(table, None):
        for row in pq.read_table(file, columns=[table, "code", "name", "country"]).to_pylist():
            number = row[table]
            found[number] = Label(row["code"] or str(number), row["name"] or "", row["country"] or "")
    return found
