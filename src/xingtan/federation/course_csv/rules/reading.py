"""The course in a row, and everything in the row that could not be read."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from xingtan.catalog.registry import Dates, Facts, Institution, Words
from xingtan.federation.course_csv.rules.descriptions import Description, filled, guess
from xingtan.federation.course_csv.rules.tables import Row
from xingtan.harvest.registry import Bad, said

# Above the headings, people write what the table is.
MOST_ABOVE = 10
LONGEST_ID = 500


class MissingColumn(ValueError):
    """The table has no column that has to be there.

    :param args: its name
    """


@dataclass(frozen=True, slots=True)
class Course:
    """What became of a row.

    :param facts: nothing if the row is no course
    :param remote_id: what the platform calls it, as far as that can be read
    """

    line: int
    facts: Facts | None
    remote_id: str = ""
    bad: Sequence[Bad] = ()


@dataclass
class _Reader:
    """Reads the cells of one row by what the description says of them."""

    description: Description
    cells: Mapping[str, str]
    line: int
    language: str
    order: str
    marks: str
    base: str
    bad: list[Bad] = field(default_factory=list)

    def get(self, name: str, tag: str = "") -> str:
        """Give what a row says of a field."""
        column = self.description.columns.get((name, tag))
        found = said.mended(self.cells.get(column, "")) if column else ""
        constant = self.description.constants.get((name, tag), "")
        if found or not constant:
            return found
        # In an address, what is filled in must not end the part it stands in.
        cells = {column: quote(value, safe="") for column, value in self.cells.items()} if name == "url" else self.cells
        return filled(constant, cells)

    def words(self, name: str, *, as_prose: bool = False, longest: int = said.texts.LONGEST_LINE) -> Words:
        """Read a text in each language it is in."""
        found: Words = {}
        for one, tag in {*self.description.columns, *self.description.constants}:
            if one == name:
                value = _unpacked(self.get(name, tag))
                found |= said.words(value, tag or self.language, as_prose=as_prose, longest=longest)
        return dict(sorted(found.items(), key=lambda each: (each[0] != self.language, each[0])))

    def many(self, name: str) -> list[str]:
        """Read a list."""
        return said.many(self.get(name), marks=self.marks)

    def known(self, name: str, read: Any, what: str) -> Any:
        """Read a field of few values; one that is none of them is said."""
        value = self.get(name)
        found = read(value) if value else None
        if value and found in (None, ""):
            self.bad.append(Bad(self.place(name), what, value[:100]))
        return found

    def place(self, name: str = "") -> str:
        """Say where something stands."""
        column = self.description.columns.get((name, ""), "")
        return f"line {self.line}, {column}" if column else f"line {self.line}"


def _unpacked(value: str) -> Any:
    """Read a cell that holds a text in several languages, as JSON; any other is as it is."""
    if not value.startswith("{"):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return value


def courses_in(
    rows: Iterable[Row],
    description: Description | None,
    *,
    language: str = "",
    order: str = "",
    marks: str = "",
    base: str = "",
) -> Iterator[Course]:
    """Read the courses of a table, whose first rows hold its headings.

    :param description: what stands in which column; guessed if there is none
    :param language: of the texts, where no column says it
    :param order: of day and month in dates that could be read both ways
    :param marks: what stands between the things of a list in one cell
    :param base: the address of the table
    :raises MissingColumn: if there is no title, nothing to make an address of, or a column is named and not there
    """
    rest = iter(rows)
    # Who names every column by its number has no headings.
    if not description or not all(name.startswith("#") for name in description.named):
        heading, description = _heading(rest, description)
    else:
        heading = []
    for row in rest:
        if row.problem:
            yield Course(row.line, None, bad=[Bad(f"line {row.line}", row.problem)])
            continue
        cells = {f"#{place}": cell for place, cell in enumerate(row.cells, start=1)}
        for name, cell in zip(heading, row.cells, strict=False):
            cells.setdefault(name, cell)
        spoken = _language_of(description, cells)
        reader = _Reader(
            description,
            cells,
            row.line,
            spoken or said.language(language) or said.texts.UNKNOWN,
            order,
            marks or ";|\n",
            base,
        )
        if not reader.get("skip_if"):
            yield _course(reader, is_cut=len(row.cells) < len(heading) // 2)


def _language_of(description: Description, cells: Mapping[str, str]) -> str:
    """Tell the language of the texts in a row: as it is said, or the first that the course is in."""
    for name in ("text_language", "languages"):
        value = cells.get(description.columns.get((name, ""), ""), "") or description.constants.get((name, ""), "")
        if found := said.languages(value)[0]:
            return found[0]
    return ""


def _heading(rows: Iterator[Row], description: Description | None) -> tuple[list[str], Description]:
    best: list[str] = []
    guessed = Description()
    above = []
    for row in rows:
        above.append(row)
        cells = [said.text(cell, longest=200) for cell in row.cells]
        if description:
            if sum(name in cells for name in description.named) > sum(name in best for name in description.named):
                best = cells
            if description.named <= {*cells, *(f"#{n + 1}" for n in range(len(cells)))}:
                return cells, description
        elif len((maybe := guess(cells)).columns) > len(guessed.columns):
            best, guessed = cells, maybe
            if {"title", "url"} <= {name for name, _ in maybe.columns}:
                return best, guessed
        if len(above) >= MOST_ABOVE:
            break
    if description:
        missing = sorted(description.named - set(best))
        raise MissingColumn(missing[0] if missing else "")
    raise MissingColumn("url" if any(name == "title" for name, _ in guessed.columns) else "title")


def _course(reader: _Reader, *, is_cut: bool) -> Course:
    url = said.address(reader.get("url"), reader.base)
    remote_id = said.text(reader.get("id"), longest=LONGEST_ID + 1) or url
    title = reader.words("title")
    problem = ""
    if is_cut:
        problem = "This line has far fewer cells than there are headings."
    elif not title:
        problem = "The course has no title."
    elif not url:
        problem = "The course has no address to go to."
    elif len(remote_id) > LONGEST_ID:
        problem = "The name by which the course is known is too long."
    if problem:
        where = reader.place("url" if title and not url else "title" if not title else "")
        return Course(
            reader.line, None, remote_id[:LONGEST_ID], [Bad(where, problem, reader.get("url")[:100] if title else "")]
        )
    languages, unknown = said.languages(reader.get("languages"))
    reader.bad += [Bad(reader.place("languages"), "This language is not known.", each) for each in unknown]
    facts = Facts(
        remote_id=remote_id,
        url=url,
        title=title,
        summary=reader.words("summary", longest=2000),
        about=reader.words("about", as_prose=True),
        outcomes=tuple({reader.language: text} for each in reader.many("outcomes") if (text := said.text(each))),
        languages=tuple(languages),
        captions=tuple(said.languages(reader.get("captions"))[0]),
        subjects=_subjects(reader),
        level=reader.known("level", said.level, "This level is not known.") or "",
        workload_hours=_workload(reader),
        institutions=_institutions(reader),
        teachers=tuple(
            dict.fromkeys(name for each in reader.many("teachers") if (name := said.text(each, longest=200)))
        ),
        licence=reader.known("licence", said.licence, "This licence is not known.") or "",
        kind=_kind(reader),
        **{
            name: _yes_or_no(reader, name)
            for name in ("is_free", "has_free_certificate", "needs_sign_in", "works_on_phone")
        },
        credits=reader.known("credits", lambda value: said.amount(value, most=Decimal(999)), "This is no number."),
        dates=_dates(reader),
        picture_url=said.address(reader.get("picture_url"), reader.base),
        changed_at=said.moment(reader.get("changed_at"), order=reader.order),
    )
    return Course(reader.line, facts, remote_id, reader.bad)


def _yes_or_no(reader: _Reader, name: str) -> bool | None:
    value = reader.get(name)
    # In a column of prices, nothing is free and everything else is not.
    if (
        name == "is_free"
        and value
        and (price := said.amount(value, most=Decimal(10**6))) is not None
        and len(value) > 1
    ):
        return price == 0
    found = reader.known(name, said.yes_or_no, "This is neither yes nor no.")
    return found if isinstance(found, bool) else None


def _subjects(reader: _Reader) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for each in reader.many("subjects"):
        if code := said.subject(each):
            found[code] = None
        else:
            reader.bad.append(
                Bad(reader.place("subjects"), "This is no field of ISCED-F 2013 that we know.", each[:100])
            )
    return tuple(found)


def _workload(reader: _Reader) -> Decimal | None:
    if in_all := reader.known("workload_hours", said.hours, "This is no number of hours in all."):
        return Decimal(in_all)
    a_week, weeks = said.amount(reader.get("hours_a_week")), said.amount(reader.get("weeks"))
    return said.amount(a_week * weeks) if a_week and weeks else None


def _institutions(reader: _Reader) -> tuple[Institution, ...]:
    country = reader.get("country").strip().upper()
    country = country if len(country) == 2 and country.isascii() and country.isalpha() else ""
    in_languages = reader.words("institutions")
    if len(in_languages) > 1:
        return (Institution(name=in_languages, country=country),)
    named = [*reader.many("institutions"), *reader.many("partners")]
    names = [name for each in named if (name := said.text(each))]
    # The country is said of the first: the others may lie elsewhere.
    return tuple(
        Institution(name={reader.language: name}, country=country if place == 0 else "")
        for place, name in enumerate(dict.fromkeys(names))
    )


def _kind(reader: _Reader) -> str:
    value = reader.get("kind").lower()
    if not value:
        return ""
    return "mooc" if "mooc" in value or "慕课" in value else "other"


def _dates(reader: _Reader) -> tuple[Dates, ...]:
    def read(value: str) -> Any:
        return said.day(value, order=reader.order)

    what = "This date cannot be read, or could be two different days."
    starts, ends = reader.known("starts_on", read, what), reader.known("ends_on", read, what)
    if starts and ends and ends < starts:
        reader.bad.append(
            Bad(reader.place("ends_on"), "The course ends before it starts; the end is left out.", str(ends))
        )
        ends = None
    return (Dates(starts_on=starts, ends_on=ends),) if starts or ends else ()
