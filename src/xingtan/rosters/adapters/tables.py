"""Plain tables, CSV or XLSX: a line a person, or a person in a class, with a description of the columns."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.kernel import archives
from xingtan.rosters.registry import (
    Bad,
    Class,
    Contents,
    Course,
    Enrollment,
    Format,
    Org,
    Role,
    Row,
    Term,
    Unreadable,
    User,
    day,
    rows_of,
    text_of,
)
from xingtan.rosters.rules.columns import passwords_in

MIB = 1024 * 1024
LIMITS = archives.Limits(files=200, total_bytes=200 * MIB, file_bytes=150 * MIB, seconds=60)
MOST_ROWS, MOST_CELLS, MOST_BYTES = 400_000, 100, 64 * MIB
TOP = "~"
_address = re.compile(r"[^@\s\"<>,;]{1,64}@[^@\s\"<>,;]{1,180}\.[^@\s\"<>,;.]{2,}")
_ROLES = {
    "student": "student 学生 studierende studierender étudiant étudiante estudiante alumno alumna learner s",
    "teacher": "teacher 教师 老师 lecturer professor instructor dozent dozentin lehrende enseignant enseignante profesor profesora staff t",
    "assistant": "assistant 助教 tutor tutorin aide ayudante ta",
}
ROLES = {word: role for role, words in _ROLES.items() for word in words.split()}


def suits(file: BinaryIO, name: str) -> bool:
    """Take whatever no other format takes."""
    return True


def rows_in(file: BinaryIO, name: str, bad: list[Bad]) -> Iterator[Row]:
    """Give the lines of the table, the heading first.

    :raises Unreadable: if it is none
    """
    head = file.read(4)
    file.seek(0)
    if head == archives.SPREADSHEET_SIGN:
        return _at_most(_spreadsheet(file), name, bad)
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Unreadable(why=_("it is too large"))
    if head == b"%PDF" or head == b"\xd0\xcf\x11\xe0":
        raise Unreadable(why=_("it is no table; save it as CSV or XLSX"))
    return _at_most(rows_of(text_of(data, name, bad), name, bad), name, bad)


def _at_most(rows: Iterator[Row], name: str, bad: list[Bad]) -> Iterator[Row]:
    """Stop where a table is too long, and say so: whoever comes after that has not left."""
    for count, row in enumerate(rows):
        if count == MOST_ROWS:
            bad.append(Bad("error", name, row.line, "too_many", str(MOST_ROWS)))
            return
        yield row


def _spreadsheet(file: BinaryIO) -> Iterator[Row]:
    try:
        rows = archives.read_spreadsheet(file, LIMITS, cells=MOST_CELLS)
        for number, row in enumerate(rows, start=1):
            cells = [_cell(each) for each in row]
            while cells and not cells[-1].strip():
                cells.pop()
            if cells:
                yield Row(number, cells)
    except archives.SpreadsheetCannotBeRead as trouble:
        raise Unreadable(why=_("it is no spreadsheet")) from trouble


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    # A spreadsheet keeps 20260001 as 20260001.0.
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def headings_of(file: BinaryIO, name: str) -> tuple[list[str], list[list[str]]]:
    """Give the headings and the first few lines, for somebody to say which column is which.

    :raises Unreadable: if it is no table
    """
    rows = list(islice(rows_in(file, name, []), 4))
    if not rows:
        raise Unreadable(why=_("there is nothing in it"))
    return [each.strip()[:100] for each in rows[0].cells[:MOST_CELLS]], [row.cells[:MOST_CELLS] for row in rows[1:]]


def read(file: BinaryIO, name: str, options: Mapping[str, Any]) -> Contents:
    """Read the table by the description of its columns in the options.

    :raises Unreadable: if it is no table
    """
    columns: Mapping[str, int] = options.get("columns") or {}
    contents = Contents()
    rows = rows_in(file, name, contents.bad)
    heading = next(rows, None)
    if heading is None:
        contents.bad.append(Bad("error", name, 0, "empty"))
        return contents
    if not columns.keys() & {"id", "email"}:
        contents.bad.append(Bad("error", name, heading.line, "unknown_columns"))
        return contents
    if passwords_in(heading.cells):
        contents.bad.append(Bad("error", name, heading.line, "password"))
    reading = _Reading(contents, columns, name, len(heading.cells), options.get("role") or "student")
    for row in rows:
        reading.take(row)
    # Roles and places are always told anew by a table that is whole; departments, courses and classes may have others.
    if options.get("is_whole"):
        contents.whole = frozenset({"user", "role", *({"enrollment"} if reading.has_classes else ())})
    return contents


class _Reading:
    """Makes facts of lines: what stands in several of them is told once."""

    def __init__(self, contents: Contents, columns: Mapping[str, int], name: str, width: int, role: str) -> None:
        self.contents, self.columns, self.name, self.width, self.role = contents, columns, name, width, role
        self.seen: dict[tuple[str, str], Any] = {}
        self.has_bad_dates = False
        self.has_classes = "class_code" in columns or "class_title" in columns

    def take(self, row: Row) -> None:
        """Take what one line says."""
        cells = [each.strip() for each in row.cells]
        if len(cells) > self.width and any(cells[self.width :]):
            self._bad("error", row, "ragged", str(len(cells)))
            return
        if any("\0" in each or len(each) > 5000 for each in cells):
            self._bad("error", row, "long_value")
            return
        email = self._email(row, self._at(cells, "email"))
        key = self._at(cells, "id") or email
        if not key:
            self._bad("error", row, "no_id")
            return
        role = self._role(row, self._at(cells, "role"))
        org = self._department(row, self._at(cells, "department"))
        self._person(row, cells, key, email)
        if role is None:
            return
        stands = "student" if role == "student" else "staff"
        self._once(Role, row, f"{key}/{stands}/{org}", user=key, role=stands, org=org)
        self._place(row, cells, key, role, org)

    def _at(self, cells: Sequence[str], field: str) -> str:
        place = self.columns.get(field)
        return cells[place] if place is not None and place < len(cells) else ""

    def _bad(self, level: Any, row: Row, what: str, why: str = "") -> None:
        self.contents.bad.append(Bad(level, self.name, row.line, what, why[:200]))

    def _once(self, cls: Any, row: Row, sourced_id: str, **said: Any) -> str:
        """Add a fact, unless an earlier line told it."""
        sourced_id = _short(sourced_id)
        if sourced_id and (cls.kind, sourced_id) not in self.seen:
            fact = cls(sourced_id=sourced_id, file=self.name, line=row.line, **said)
            self.seen[cls.kind, sourced_id] = fact
            self.contents.add(fact)
        return sourced_id

    def _email(self, row: Row, said: str) -> str:
        email = said.lower().removeprefix("mailto:")
        if email and (len(email) > 254 or not _address.fullmatch(email)):
            self._bad("warning", row, "bad_email", said)
            return ""
        return email

    def _role(self, row: Row, said: str) -> str | None:
        if not said:
            return self.role
        found = ROLES.get(said.casefold())
        if found is None:
            self._bad("error", row, "bad_role", said)
        return found

    def _department(self, row: Row, said: str) -> str:
        if not said:
            return ""
        self._once(Org, row, TOP, name="")
        return self._once(Org, row, said, name=said[:200], parent=TOP)

    def _person(self, row: Row, cells: Sequence[str], key: str, email: str) -> None:
        name, given, family = (self._at(cells, each)[:150] for each in ("name", "given", "family"))
        if not (name or given or family):
            self._bad("warning", row, "no_name", key)
        said = {
            "given": given or ("" if family else name),
            "family": family,
            "email": email,
            "identifier": key if key != email else "",
        }
        known = self.seen.get(("user", _short(key)))
        if known is not None and (known.given, known.family, known.email) != (said["given"], said["family"], email):
            self._bad("error", row, "double", f"{key} ({known.line})")
            return
        self._once(User, row, key, **said)

    def _place(self, row: Row, cells: Sequence[str], key: str, role: str, org: str) -> None:
        code, title = self._at(cells, "class_code"), self._at(cells, "class_title")
        course, called = self._at(cells, "course_code"), self._at(cells, "course_title")
        class_id = code or title or course or called
        if not class_id:
            return
        starts, ends = (self._day(row, self._at(cells, each)) for each in ("starts_on", "ends_on"))
        term = (
            self._once(Term, row, f"{starts or ''}/{ends or ''}", title="", starts_on=starts, ends_on=ends)
            if starts or ends
            else ""
        )
        of = self._once(
            Course, row, course or called or class_id, title=called or title or course or class_id, code=course, org=org
        )
        found = self._once(
            Class,
            row,
            class_id,
            title=title or called or class_id,
            course=of,
            code=code,
            org=org,
            terms=(term,) if term else (),
            location=self._at(cells, "campus")[:120],
        )
        first = self.seen["class", found]
        differs = term and first.terms != (term,) and not self.has_bad_dates
        if differs or ((course or called) and first.course != of):
            self._bad("error", row, "other_class", f"{class_id[:100]} ({first.line})")
        self._once(Enrollment, row, f"{found}/{key}/{role}", class_=found, user=_short(key), role=role)

    def _day(self, row: Row, said: str) -> date | None:
        try:
            return day(said)
        except ValueError:
            self._bad("error", row, "bad_date", said)
            self.has_bad_dates = True
            return None


def _short(sourced_id: str) -> str:
    """Keep an id that is made of several from growing past what a column holds."""
    if len(sourced_id) <= 255:
        return sourced_id
    return f"{sourced_id[:200]}…{hashlib.blake2b(sourced_id.encode('utf-8', 'replace'), digest_size=16).hexdigest()}"


FORMAT = Format("table", gettext_lazy("Table (CSV or XLSX)"), suits, read, needs_columns=True)
