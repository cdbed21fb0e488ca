"""Tables of figures and of institutions, as spreadsheets write them: read within limits, every problem by its cell."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO

from django.utils.translation import gettext_lazy as _

from xingtan.kernel import archives
from xingtan.kernel.errors import RuleBroken

MIB = 1024 * 1024
LIMITS = archives.Limits(files=200, total_bytes=100 * MIB, file_bytes=60 * MIB, seconds=30)
MOST_ROWS, MOST_CELLS, MOST_BYTES = 60_000, 40, 20 * MIB
MOST_PROBLEMS = 500
SHEET = "Figures"
COLUMNS = ("code", "institution", "measure", "definition", "value", "class", "evidence", "comment")
LISTED = ("code", "name", "kind", "country", "province", "students", "university")
LONGEST = {"code": 40, "name": 200, "kind": 80, "province": 80, "evidence": 500, "comment": 1000, "university": 60}


class TableCannotBeRead(RuleBroken):
    """A file that is no table."""

    message = _("This file cannot be read as a table. Save it as XLSX or CSV and try again; nothing was kept.")


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, and where."""

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line by the names of its columns."""

    row: int
    cells: Mapping[str, Cell]

    def text(self, name: str) -> str:
        """Give what stands there; nothing if the column is missing."""
        return self.cells[name].text if name in self.cells else ""

    def place(self, name: str) -> str:
        """Name the cell, as a spreadsheet does."""
        return self.cells[name].place if name in self.cells else f"{self.row}"


def read(file: BinaryIO, names: Sequence[str], name: str) -> list[Line]:
    """Read the lines under the heading that names the columns; in a CSV, the cells are named as a spreadsheet would.

    :raises TableCannotBeRead: if it is no table, or has no such heading
    :raises ArchiveRefused: if an XLSX unpacks to too much
    """
    head = file.read(4)
    file.seek(0)
    try:
        rows = _spreadsheet(file) if head == archives.SPREADSHEET_SIGN else _table(file)
        return list(_lines(islice(rows, MOST_ROWS), names, name))
    except archives.SpreadsheetCannotBeRead as trouble:
        raise TableCannotBeRead from trouble


def _spreadsheet(file: BinaryIO) -> Iterator[Sequence[Any]]:
    return archives.read_spreadsheet(file, LIMITS, cells=MOST_CELLS, rows=MOST_ROWS)


def _table(file: BinaryIO) -> Iterator[Sequence[Any]]:
    data = file.read(MOST_BYTES)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    first = text[:10_000].partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter)
    except csv.Error as trouble:
        raise TableCannotBeRead from trouble


def _lines(rows: Iterator[Sequence[Any]], names: Sequence[str], sheet: str) -> Iterator[Line]:
    columns: dict[int, str] = {}
    for number, row in enumerate(rows, start=1):
        texts = [_text(each) for each in row[:MOST_CELLS]]
        if not columns:
            found = {at: text.casefold() for at, text in enumerate(texts) if text.casefold() in names}
            columns = found if names[0] in found.values() else {}
        elif any(texts):
            yield Line(
                number,
                {
                    name: Cell(texts[at], f"{sheet}!{_letters(at)}{number}")
                    for at, name in columns.items()
                    if at < len(texts)
                },
            )
    if not columns:
        raise TableCannotBeRead


def _letters(at: int) -> str:
    return chr(65 + at) if at < 26 else chr(64 + at // 26) + chr(65 + at % 26)


def _text(value: Any) -> str:
    if value is None:
        return ""
    # A spreadsheet keeps 11800000 as 11800000.0.
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip().replace("\0", "")


def template(rows: Sequence[Sequence[Any]]) -> bytes:
    """Make the sheet that is filled in, with what is known already."""
    return archives.make_spreadsheet(SHEET, COLUMNS, rows)
