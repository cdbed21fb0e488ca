"""Spreadsheets (XLSX): an archive of XML, so they come in here, within the same limits."""

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from xingtan.kernel.archives.intake import Limits
from xingtan.kernel.archives.opening import unpack

MIB = 1024 * 1024
SPREADSHEET_SIGN = b"PK\x03\x04"


class SpreadsheetCannotBeRead(Exception):
    """A file that begins like a spreadsheet and is none."""


def read_spreadsheet(file: BinaryIO, limits: Limits, *, cells: int, rows: int | None = None) -> Iterator[Sequence[Any]]:
    """Read the first sheet row by row, each with at most so many cells, as values and never as formulas.

    :raises SpreadsheetCannotBeRead: if it is none, when its rows are asked for
    :raises ArchiveRefused: if it unpacks to too much
    """
    import openpyxl  # noqa: PLC0415 - a fifth of a second, and most processes never read a spreadsheet

    # Opened within limits first, and its XML looked at: what it declares of its own, such as entities, is refused.
    with unpack(file, limits) as tree:
        for name in tree.names():
            if name.endswith((".xml", ".rels")):
                with tree.open(name) as inside:
                    head = inside.read(MIB)
                if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                    raise SpreadsheetCannotBeRead
    file.seek(0)
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        yield from book.worksheets[0].iter_rows(max_row=rows, max_col=cells, values_only=True)
    except Exception as trouble:  # the library raises whatever it stumbles over in a file that is not as it should be
        raise SpreadsheetCannotBeRead from trouble


def make_spreadsheet(title: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Make a sheet to be filled in: the names of its columns, which stay in sight, and some rows."""
    import openpyxl  # noqa: PLC0415 - as above
    from openpyxl.styles import Font  # noqa: PLC0415 - as above

    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = title
    for row in (names, *rows):
        page.append(list(row))
    for cell in page[1]:
        cell.font = Font(bold=True)
    page.freeze_panes = "A2"
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()
