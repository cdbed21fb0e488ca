"""The columns of a sheet, and how a line of it becomes what a platform says of a course."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xingtan.catalog.registry import Dates, Facts, Institution
from xingtan.harvest.registry import said

MOST_LINES = 5_000
LONGEST_CELL = 20_000


@dataclass(frozen=True)
class Column:
    """A column: its name in the first line, and an example."""

    name: str
    example: str = ""
    is_required: bool = False


COLUMNS = (
    Column("id", "algebra-1", is_required=True),
    Column("title", "Linear algebra", is_required=True),
    Column("title language", "en"),
    Column("url", "https://platform.example/algebra-1", is_required=True),
    Column("summary", "Vectors, matrices and what they are good for."),
    Column("university", "Pine University"),
    Column("country", "CN"),
    Column("languages", "en, fr"),
    Column("captions", "en, fr, ar"),
    Column("subject", "0541"),
    Column("level", "introductory"),
    Column("hours", "40"),
    Column("teachers", "Ada Lovelace; Grace Hopper"),
    Column("licence", "CC-BY-4.0"),
    Column("kind", "mooc"),
    Column("free", "yes"),
    Column("free certificate", "no"),
    Column("starts on", "2026-09-01"),
    Column("ends on", "2026-12-20"),
)
_NAMES = {each.name for each in COLUMNS}
_EXAMPLE = {each.name: each.example for each in COLUMNS}
_NEEDED = tuple(each for each in COLUMNS if each.is_required)


@dataclass(frozen=True)
class Line:
    """A line as it was read, and what is wrong with it.

    :param faults: why it cannot be taken, nothing if it can: ``empty``, ``twice``, ``address`` or ``many``, and where
    :param doubts: what was written and could not be read, by column; the line can be taken without it
    """

    place: str
    values: Mapping[str, str]
    faults: Sequence[tuple[str, str]] = field(default_factory=list)
    doubts: Sequence[tuple[str, str]] = field(default_factory=list)


def lines_of(table: Iterable[Sequence[Any]]) -> list[Line]:
    """Read a table, its names in the first line that has any; columns may stand in any order."""
    names: list[str] = []
    found: list[Line] = []
    seen: set[str] = set()
    for number, cells in enumerate(table, 1):
        texts = [_text(each) for each in cells]
        if not any(texts):
            continue
        if not names:
            names = [" ".join(each.casefold().replace("_", " ").split()) for each in texts]
            continue
        if len(found) >= MOST_LINES:
            found.append(Line(str(number), {}, [("many", str(MOST_LINES))]))
            break
        values = {name: text for name, text in zip(names, texts, strict=False) if name in _NAMES and text}
        if values != _EXAMPLE:
            found.append(_checked(str(number), values, seen))
    return found


def _checked(place: str, values: Mapping[str, str], seen: set[str]) -> Line:
    faults = [("empty", each.name) for each in _NEEDED if not values.get(each.name)]
    if values.get("url") and not said.address(values["url"]):
        faults.append(("address", "url"))
    if (own := values.get("id", "")) in seen:
        faults.append(("twice", "id"))
    seen.add(own)
    doubts = [
        (name, values[name][:80])
        for name, read in _READ.items()
        if values.get(name) and read(values[name]) in ("", None, [])
    ]
    return Line(place, values, faults, doubts)


def facts_of_line(values: Mapping[str, str]) -> Facts:
    """Make what a platform says of a course from a line without faults."""
    get = values.get
    language = said.language(get("title language", "")) or "und"
    start, end = said.day(get("starts on")), said.day(get("ends on"))
    makers = (Institution(name={"und": get("university", "")}, country=get("country", "").upper()[:2]),)
    code = said.subject(get("subject"))
    kind = get("kind", "").casefold().strip()
    return Facts(
        remote_id=values["id"],
        url=said.address(values["url"]),
        title={language: values["title"]},
        summary={language: get("summary", "")} if get("summary") else {},
        languages=tuple(said.languages(get("languages"))[0]),
        captions=tuple(said.languages(get("captions"))[0]),
        subjects=(code,) if code else (),
        level=said.level(get("level")),
        workload_hours=said.hours(get("hours")),
        institutions=makers if get("university") else (),
        teachers=tuple(each.strip() for each in get("teachers", "").split(";") if each.strip()),
        licence=said.licence(get("licence")),
        kind=kind if kind in ("mooc", "other") else "",
        is_free=said.yes_or_no(get("free")),
        has_free_certificate=said.yes_or_no(get("free certificate")),
        dates=(Dates(starts_on=start, ends_on=end),) if start or end else (),
    )


def _text(cell: Any) -> str:
    """Write a cell as text, whatever a spreadsheet made of it."""
    if cell is None:
        return ""
    if hasattr(cell, "isoformat"):
        return str(cell.isoformat())[:10]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    text = str(cell)[:LONGEST_CELL].replace("\x00", "").encode("utf-8", "ignore").decode()
    # A text that could be a formula is kept as text by an apostrophe.
    return text.strip().removeprefix("'")


_READ: dict[str, Callable[[Any], Any]] = {
    "languages": lambda text: said.languages(text)[0],
    "captions": lambda text: said.languages(text)[0],
    "subject": said.subject,
    "level": said.level,
    "hours": said.hours,
    "licence": said.licence,
    "free": said.yes_or_no,
    "free certificate": said.yes_or_no,
    "starts on": said.day,
    "ends on": said.day,
}
