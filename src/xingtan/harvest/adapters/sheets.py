"""Sheets as spreadsheets write them, opened within limits."""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, BinaryIO

from django.utils.translation import gettext_lazy as _

from xingtan.harvest.adapters.columns import COLUMNS, MOST_LINES
from xingtan.harvest.registry import said
from xingtan.kernel import archives
from xingtan.kernel.errors import RuleBroken

MIB = 1024 * 1024
LIMITS = archives.Limits(files=200, total_bytes=100 * MIB, file_bytes=60 * MIB, seconds=30)
# Lines may be empty, or stand above the names.
MOST_ROWS = 2 * MOST_LINES
MOST_CELLS = 100


class SheetCannotBeRead(RuleBroken):
    """A file that is no sheet."""

    message = _("This file cannot be read as a sheet. Save it as XLSX or CSV and try again; nothing was kept.")


def read(file: BinaryIO) -> list[Sequence[Any]]:
    """Read the cells of the first sheet of an XLSX, or of a CSV.

    :raises SheetCannotBeRead: if it is neither
    :raises ArchiveRefused: if an XLSX unpacks to too much
    """
    head = file.read(4)
    file.seek(0)
    rows = _spreadsheet(file) if head == archives.SPREADSHEET_SIGN else _table(file.read())
    return list(islice(rows, MOST_ROWS))


def _spreadsheet(file: BinaryIO) -> Iterator[Sequence[Any]]:
    try:
        yield from archives.read_spreadsheet(file, LIMITS, cells=MOST_CELLS, rows=MOST_ROWS)
    except archives.SpreadsheetCannotBeRead as trouble:
        raise SheetCannotBeRead from trouble


def _table(data: bytes) -> Iterator[Sequence[Any]]:
    text = said.decoded(data).replace("\x00", "").removeprefix("\ufeff")
    first = text[:10_000].partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield row[:MOST_CELLS]
    except csv.Error as trouble:
        raise SheetCannotBeRead from trouble


def template() -> bytes:
    """Make the sheet that partners fill in: the names, and an example to write over."""
    return archives.make_spreadsheet("Courses", [each.name for each in COLUMNS], [[each.example for each in COLUMNS]])
