"""Tables of entries: read from whatever a spreadsheet wrote, and the columns we write."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xingtan.directory.rules.facts import Problem

TEXTS = ("summary", "accessibility", "data_protection")
LISTS = ("categories", "languages", "devices", "standards", "evidence")
LINES = ("name", "url", "operator", "country", "price", "licence", "offline", "min_kbps")
DATES = ("since", "listed_on", "delisted_on")
# Columns of our own table that say nothing new when it comes back.
OURS = ("page", "status", "version", "listed_since", "note")
# Addresses of pages, which no entry may take.
TAKEN = frozenset({"new", "desk", "imports", "mine", "reports"})
LONGEST_SLUG = 60
MOST_ROWS = 10_000
MOST_BYTES = 10 * 1024 * 1024
FIRST_DAY = date(1990, 1, 1)
_TEXT_COLUMN = re.compile(rf"({'|'.join(TEXTS)})(?:[_ ]([a-z]{{2,3}}(?:[-_][a-z0-9]{{2,8}})*))?")
_GUARDED = re.compile(r"^'(?=[=+\-@＝＋－＠\t\r\n])")


class NotATable(Exception):
    """What was brought cannot be read as a table at all.

    :param code: ``empty``, ``no_head``, ``broken``, ``too_long``
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Row:
    """One entry as a table says it, with the line it began in."""

    line: int
    slug: str = ""
    said: dict[str, Any] = field(default_factory=dict)
    since: date | None = None
    listed_on: date | None = None
    delisted_on: date | None = None
    why: str = ""
    problems: list[Problem] = field(default_factory=list)


@dataclass
class Table:
    """The rows of a table, and the columns nobody knows."""

    rows: Iterator[Row]
    unknown: list[str]


def read(data: bytes) -> Table:
    """Read a table as Excel, LibreOffice or a program wrote it: any of the usual encodings, comma, semicolon or tab.

    :raises NotATable: if there is no head with a name and an address
    """
    lines = csv.reader(io.StringIO(_text(data), newline=""), delimiter=_delimiter(data))
    try:
        head = next(lines, None)
        if head and len(head) <= 2 and head[0].lower().startswith("sep="):
            head = next(lines, None)
    except csv.Error:
        raise NotATable("broken") from None
    if not head or not any(cell.strip() for cell in head):
        raise NotATable("empty")
    columns = [re.sub(r"\s+", "_", cell.strip().lower()) for cell in head]
    if not {"name", "url"} <= set(columns):
        raise NotATable("no_head")
    unknown = [column for column in columns if column and not _is_known(column)]
    return Table(_rows(lines, columns), unknown)


def row_of(line: int, cells: Mapping[str, Any]) -> Row:
    """Make a row of named values: words as a spreadsheet has them, or lists and mappings as YAML and JSON do."""
    row = Row(line, slug=str(cells.get("slug") or "").strip().lower(), why=str(cells.get("why") or "").strip()[:500])
    is_address = re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row.slug) and len(row.slug) <= LONGEST_SLUG
    if row.slug and (row.slug in TAKEN or not is_address):
        row.problems.append(Problem("slug", "no_address", row.slug[:60]))
    for name in DATES:
        setattr(row, name, _date(name, cells.get(name), row.problems))
    for name in LINES:
        row.said[name] = "" if cells.get(name) is None else cells[name]
    for name in LISTS:
        value = cells.get(name) or ()
        row.said[name] = _split(name, value) if isinstance(value, str) else [str(each) for each in value]
    for name in TEXTS:
        row.said[name] = dict(_texts(name, cells))
    return row


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel in Europe and the Americas writes as "CSV".
        return data.decode("cp1252", "replace")


def _delimiter(data: bytes) -> str:
    for line in _text(data[:20_000]).splitlines():
        if line.lower().startswith("sep=") and len(line) >= 5:
            return line[4]
        if line.strip():
            bare = re.sub(r'"[^"]*"', "", line)
            return max(",;\t", key=bare.count)
    return ","


def _is_known(column: str) -> bool:
    known = {*LINES, *LISTS, *DATES, *OURS, "slug", "why"}
    return column in known or bool(_TEXT_COLUMN.fullmatch(column))


def _rows(lines: Any, columns: list[str]) -> Iterator[Row]:
    begins, count = lines.line_num + 1, 0
    while True:
        try:
            cells = next(lines, None)
        except csv.Error:
            yield Row(begins, problems=[Problem("", "broken")])
            return
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            count += 1
            if count > MOST_ROWS:
                yield Row(begins, problems=[Problem("", "too_many_rows", str(MOST_ROWS))])
                return
            row = row_of(begins, {name: _GUARDED.sub("", cell) for name, cell in zip(columns, cells, strict=False)})
            if any(cell.strip() for cell in cells[len(columns) :]):
                row.problems.append(Problem("", "too_many_cells"))
            yield row
        begins = lines.line_num + 1


def _split(name: str, value: str) -> list[str]:
    # A standard's name may hold a comma; an address may hold nearly anything but white space.
    pattern = {"evidence": r"[\s|]+", "standards": r"[;|\n]+"}.get(name, r"[,;|\n]+")
    return [part.strip() for part in re.split(pattern, value) if part.strip()]


def _texts(name: str, cells: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for column, value in cells.items():
        found = _TEXT_COLUMN.fullmatch(column)
        if found and found[1] == name and value:
            if isinstance(value, Mapping):
                yield from ((str(tag), str(text)) for tag, text in value.items())
            else:
                yield found[2] or "en", str(value)


def _date(name: str, value: Any, problems: list[Problem]) -> date | None:
    if value in (None, ""):
        return None
    if isinstance(value, date):
        return value
    try:
        found = date.fromisoformat(str(value).strip()[:10])
    except ValueError:
        problems.append(Problem(name, "no_date", str(value)[:40]))
        return None
    if found < FIRST_DAY:
        problems.append(Problem(name, "no_date", str(value)[:40]))
    return found
