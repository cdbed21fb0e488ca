"""What a table of figures or of institutions says, and everything that is wrong with it, cell by cell."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from xingtan.reporting import rules
from xingtan.reporting.adapters.sheets import LONGEST, MOST_PROBLEMS, Line
from xingtan.reporting.models.reports import MOST

Problem = dict[str, str]
_country = re.compile(r"[A-Z]{2}")


def figures_in(
    lines: Iterable[Line], *, codes: Collection[str], measures: Collection[str]
) -> tuple[list[dict[str, Any]], list[Problem]]:
    """Read figures: a line each, and a list of problems; a line without a value reports nothing.

    :param codes: institutions of which this table may report
    """
    found: list[dict[str, Any]] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, str], str] = {}
    for line in lines:
        if not line.text("value"):
            continue
        wrong = list(_wrong_figure(line, codes, measures))
        key = (line.text("code"), line.text("measure"))
        if key in seen:
            wrong.append(_problem(line, "measure", "twice", seen[key]))
        seen.setdefault(key, line.place("measure"))
        if wrong:
            problems += wrong
            continue
        found.append(
            {
                "code": key[0],
                "measure": key[1],
                "value": int(number_of(line.text("value"))),
                "class": line.text("class").casefold() or "institution",
                "evidence": line.text("evidence"),
                "comment": line.text("comment"),
                "place": line.place("value"),
            }
        )
    if not found and not problems:
        problems.append({"place": "", "what": "empty", "value": ""})
    return found, problems[:MOST_PROBLEMS]


def _wrong_figure(line: Line, codes: Collection[str], measures: Collection[str]) -> Iterable[Problem]:
    if line.text("code") not in codes:
        yield _problem(line, "code", "unknown_code")
    if line.text("measure") not in measures:
        yield _problem(line, "measure", "unknown_measure")
    if fault := fault_of(line.text("value")):
        yield _problem(line, "value", fault)
    if line.text("class").casefold() not in ("", *rules.CLASSES):
        yield _problem(line, "class", "unknown_class")
    if line.text("evidence") and not _is_address(line.text("evidence")):
        yield _problem(line, "evidence", "no_address")
    yield from _too_long(line, ("evidence", "comment"))


def number_of(said: str) -> str:
    """Take the spaces out of a number; a comma or a dot in it would mean one thing here and another there."""
    return re.sub(r"[\s_]", "", said)


def fault_of(said: str) -> str:
    """Tell what is wrong with a number; nothing if it can be kept."""
    number = number_of(said)
    if re.fullmatch(r"-\d+", number):
        return "negative"
    if re.fullmatch(r"\d{1,3}([,.]\d{3})+", number):
        return "grouped"
    if not re.fullmatch(r"[0-9]{1,18}", number):
        return "no_number"
    return "too_many" if int(number) > MOST else ""


def institutions_in(
    lines: Iterable[Line], *, universities: Mapping[str, int]
) -> tuple[list[rules.Listed], list[Problem]]:
    """Read the list of institutions: a line each, and a list of problems.

    :param universities: the key of each university here by its address
    """
    found: list[rules.Listed] = []
    problems: list[Problem] = []
    codes: dict[str, str] = {}
    places: dict[str, str] = {}
    for line in lines:
        wrong = list(_wrong_institution(line, universities))
        for name, seen in (("code", codes), ("university", places)):
            said = line.text(name)
            if said and said in seen:
                wrong.append(_problem(line, name, "twice", seen[said]))
            seen.setdefault(said, line.place(name))
        if wrong:
            problems += wrong
            continue
        students = line.text("students")
        found.append(
            rules.Listed(
                code=line.text("code"),
                name=line.text("name"),
                kind=line.text("kind"),
                country=line.text("country").upper(),
                province=line.text("province"),
                students=int(number_of(students)) if students else None,
                university=line.text("university"),
            )
        )
    if not found and not problems:
        problems.append({"place": "", "what": "empty", "value": ""})
    return found, problems[:MOST_PROBLEMS]


def _wrong_institution(line: Line, universities: Mapping[str, int]) -> Iterable[Problem]:
    for name in ("code", "name"):
        if not line.text(name):
            yield _problem(line, name, "missing")
    if line.text("country") and not _country.fullmatch(line.text("country").upper()):
        yield _problem(line, "country", "no_country")
    if line.text("students") and (fault := fault_of(line.text("students"))):
        yield _problem(line, "students", fault)
    elif line.text("students") and int(number_of(line.text("students"))) > 2**31 - 1:
        yield _problem(line, "students", "too_many")
    if line.text("university") and line.text("university") not in universities:
        yield _problem(line, "university", "unknown_university")
    yield from _too_long(line, ("code", "name", "kind", "province"))


def _too_long(line: Line, names: Sequence[str]) -> Iterable[Problem]:
    for name in names:
        if len(line.text(name)) > LONGEST[name]:
            yield _problem(line, name, "too_long")


def _problem(line: Line, name: str, what: str, value: str = "") -> Problem:
    return {"place": line.place(name), "what": what, "value": (value or line.text(name))[:80]}


def _is_address(said: str) -> bool:
    try:
        parts = urlsplit(said)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and " " not in said
