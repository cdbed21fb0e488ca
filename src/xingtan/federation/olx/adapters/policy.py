"""Reads what the course says of itself: policy files, grading, about pages."""

from __future__ import annotations

import json
import re
from decimal import Decimal, InvalidOperation
from typing import Any

from xingtan.authoring.registry.bundle import Dates, Facts, Grader, Policy, Teacher, Words
from xingtan.authoring.registry.keys import clean_key
from xingtan.federation.olx.adapters import reasons
from xingtan.federation.olx.adapters.context import Context, language_code
from xingtan.federation.olx.adapters.dates import UNDECIDED_YEAR, minutes, moment
from xingtan.federation.olx.adapters.ledger import Element
from xingtan.federation.olx.adapters.markup import Xml, as_json, decode, html_fragment, words_of
from xingtan.federation.olx.adapters.prose import readable

# What we read of the course's settings, or what says nothing to a reader of another platform.
READ = frozenset(
    {
        "display_name",
        "language",
        "start",
        "end",
        "enrollment_start",
        "enrollment_end",
        "graceperiod",
        "self_paced",
        "course_image",
        "license",
        "instructor_info",
        "learning_info",
        "tabs",
        "pdf_textbooks",
        "textbooks",
        "url_name",
        "org",
        "course",
        "xml_attributes",
        "showanswer",
        "max_attempts",
        "rerandomize",
        "show_reset_button",
        "cert_html_view_enabled",
        "slug",
        "name",
        "graded",
        "format",
        "due",
    }
)
_LICENCE = re.compile(r"creative-commons(?::\s*ver=([\d.]+))?\s*(.*)", re.IGNORECASE)


def read_json(path: str, element: Element, context: Context) -> Any:
    """Read a JSON file of the archive; a broken one is noted."""
    try:
        return json.loads(decode(context.files.read(path))[0] or "null")
    except (ValueError, RecursionError) as broken:
        element.wrong(reasons.NOT_JSON, str(broken).splitlines()[0])
        return None


def read_policy_files(run: str, context: Context) -> tuple[dict[str, dict[str, Any]], Policy, Element | None]:
    """Read settings by element (`chapter/intro`) and how the course is graded."""
    overrides: dict[str, dict[str, Any]] = {}
    row: Element | None = None
    for path in (f"policies/{run}/policy.json", f"policies/{run}.json"):
        if path in context.files.known:
            row = context.ledger.element(path, "policy", path)
            told = read_json(path, row, context)
            if isinstance(told, dict):
                overrides = {str(key): value for key, value in told.items() if isinstance(value, dict)}
            break
    policy = Policy()
    for path in (f"policies/{run}/grading_policy.json", "grading_policy.json"):
        if path in context.files.known:
            element = context.ledger.element(path, "grading policy", path)
            policy = grading(read_json(path, element, context), element)
            break
    return overrides, policy, row


def grading(told: Any, element: Element) -> Policy:
    """Read the grading policy."""
    if not isinstance(told, dict):
        return Policy()
    cutoffs = {
        str(name): share for name, value in _items(told.get("GRADE_CUTOFFS")) if (share := _decimal(value)) is not None
    }
    graders = []
    for row in told.get("GRADER") or []:
        if not isinstance(row, dict) or (weight := _decimal(row.get("weight"))) is None:
            element.changed(reasons.SETTINGS, str(row)[:80])
            continue
        graders.append(
            Grader(
                name=str(row.get("type") or row.get("short_label") or "").strip(),
                label=str(row.get("short_label") or "").strip(),
                weight=weight,
                min_count=max(0, int(_decimal(row.get("min_count")) or 0)),
                drop_count=max(0, int(_decimal(row.get("drop_count")) or 0)),
            )
        )
    # Open edX passes a learner at the lowest of the marks.
    return Policy(pass_mark=min(cutoffs.values(), default=Decimal("0.5")), cutoffs=cutoffs, graders=tuple(graders))


def _items(told: Any) -> list[tuple[Any, Any]]:
    return list(told.items()) if isinstance(told, dict) else []


def _decimal(value: Any) -> Decimal | None:
    try:
        found = Decimal(str(value))
    except (InvalidOperation, TypeError):
        return None
    return found.normalize() if found.is_finite() and abs(found) < 1000 else None


def note_ignored(course: Xml, row: Element | None, told: dict[str, Any], element: Element) -> None:
    """Say which settings of the course were left out; those that are empty are not worth a word."""
    if ignored := sorted(
        str(name) for name in course.attrib if str(name) not in READ and course.get(name) not in _EMPTY
    ):
        element.changed(reasons.SETTINGS, ", ".join(ignored))
    if row is not None and (
        ignored := sorted(
            name for name, value in told.items() if name not in READ and value not in ("", None, [], {}, False)
        )
    ):
        row.changed(reasons.SETTINGS, ", ".join(ignored))


_EMPTY = {"", "null", "[]", "{}", "false"}


def dates_of(course: Xml, element: Element) -> Dates:
    """Read when a run would begin and end."""
    found = {}
    for name, ours in (
        ("start", "starts_at"),
        ("end", "ends_at"),
        ("enrollment_start", "opens_at"),
        ("enrollment_end", "closes_at"),
    ):
        found[ours], is_readable = moment(course.get(name))
        if not is_readable:
            element.changed(reasons.BAD_DATE, f"{name}={course.get(name)}")
    starts_at = found["starts_at"]
    if starts_at is not None and starts_at.year > UNDECIDED_YEAR:
        found["starts_at"] = None
    is_paced = (course.get("self_paced") or "").strip('"').lower() == "true"
    return Dates(
        opens_at=found["opens_at"],
        closes_at=found["closes_at"],
        starts_at=found["starts_at"],
        ends_at=found["ends_at"],
        grace_minutes=minutes(course.get("graceperiod")),
        self_paced=is_paced,
    )


def facts_of(course: Xml, context: Context) -> Facts:
    """Read what the catalogue says of the course."""
    about = _about(context)
    title = (course.get("display_name") or "").strip() or about.get("title", "")
    told = as_json(course.get("learning_info"))
    outcomes = [context.words(str(each)) for each in told if str(each).strip()] if isinstance(told, list) else []
    languages = (language_code(course.get("language") or "en"),)
    number, org = (course.get("course") or "").strip(), (course.get("org") or "").strip()
    return Facts(
        slug=clean_key(" ".join(title.lower().split()).replace(" ", "-"))[:60]
        if title.isascii() and title
        else number.lower(),
        title=context.words(title or number),
        summary=context.words(_plain(about.get("short_description", "")) or _plain(about.get("subtitle", ""))),
        about=context.words(about.get("overview", "") or about.get("description", "")),
        outcomes=tuple(outcomes),
        languages=languages,
        workload_hours=_workload(about),
        licence=licence(course.get("license")),
        attribution=org,
        teachers=_teachers(course, context),
        cover=_cover(course, context),
    )


def _about(context: Context) -> dict[str, str]:
    """Read the about pages; each is an element of its own."""
    found: dict[str, str] = {}
    for path in context.files.names:
        if not path.startswith("about/") or not path.endswith(".html"):
            continue
        element = context.ledger.element(path, "about", path)
        text, is_utf8 = decode(context.files.read(path))
        if not is_utf8:
            element.changed(reasons.ENCODING)
        name = path.removeprefix("about/").removesuffix(".html")
        if not text.strip():
            continue
        if name in {"overview", "description"}:
            found[name] = readable(text, context, element)
        elif name in {"short_description", "title", "subtitle", "effort", "duration"}:
            found[name] = text.strip()
        elif not name.startswith("entrance_exam"):
            context.files.keep(path)
            element.unsupported(reasons.NOT_COURSE)
    return found


def _plain(text: str) -> str:
    return words_of(html_fragment(text))


def _workload(about: dict[str, str]) -> Decimal | None:
    """Work out the hours of the whole course, where the hours a week and the weeks are both said."""
    effort = re.search(r"(\d+(?:\.\d+)?)(?::(\d{2}))?", about.get("effort", ""))
    if effort is None:
        return None
    hours = Decimal(effort[1]) + Decimal(effort[2] or 0) / 60
    weeks = re.search(r"(\d+)\s*week", about.get("duration", ""), re.IGNORECASE)
    total = hours * int(weeks[1]) if weeks else hours
    return round(total, 1).normalize() + 0 if total < 10_000 else None


def licence(told: str | None) -> str:
    """Write a licence by its SPDX name."""
    plain = (told or "").strip()
    if found := _LICENCE.match(plain):
        terms = [word.upper() for word in found[2].split() if word.upper() in {"BY", "NC", "SA", "ND"}]
        if not terms:
            return "CC0-1.0" if "ZERO" in found[2].upper() else "CC-BY-4.0"
        return f"CC-{'-'.join(terms)}-{found[1] or '4.0'}"
    return plain


def _teachers(course: Xml, context: Context) -> tuple[Teacher, ...]:
    told = as_json(course.get("instructor_info"))
    rows = told.get("instructors") if isinstance(told, dict) else []
    found = []
    for row in rows if isinstance(rows, list) else []:
        if not isinstance(row, dict) or not str(row.get("name") or "").strip():
            continue
        role = ", ".join(str(row[name]).strip() for name in ("title", "organization") if row.get(name))
        photo = context.files.uploaded(str(row.get("image") or "").rpartition("static/")[2].rpartition("block@")[2])
        if photo:
            context.files.used.add(photo)
        name: Words = context.words(str(row["name"]))
        found.append(
            Teacher(
                name=name, role=context.words(role), about=context.words(str(row.get("bio") or "")), photo=photo or ""
            )
        )
    return tuple(found)


def _cover(course: Xml, context: Context) -> str:
    path = context.files.uploaded(course.get("course_image") or "")
    if path is None:
        return ""
    context.files.used.add(path)
    return path
