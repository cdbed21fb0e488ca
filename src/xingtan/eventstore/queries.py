"""What lies in the store."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from xingtan.eventstore.adapters import parquet, tables
from xingtan.eventstore.adapters import parts as raw


def files(table: str, days: Iterable[date] | None = None) -> list[Path]:
    """Give the files of a closed table that count now, oldest day first; a file that is hurt is left out.

    :param days: only of these days; None is all, and tables without days
    """
    return [each.path for each in tables.of(table, days) if parquet.is_whole(each.path, each.bytes)]


def parts(family: str, day: date | None = None) -> list[Path]:
    """Give the raw parts of a family, of one day or of all."""
    found = raw.of(family, None if day is None else [day])
    return [each.path for each in found if parquet.is_whole(each.path, each.bytes)]
