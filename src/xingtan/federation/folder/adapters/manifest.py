"""`course.yaml`: what the course says of itself, how it is graded, and its outline; read and written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from xingtan.authoring.registry.bundle import Bundle, Dates, Facts, Grader, Policy, Teacher, Words
from xingtan.federation.folder.adapters import notes
from xingtan.federation.folder.adapters.fields import Reader, moment_text, plain_list
from xingtan.federation.folder.adapters.yamls import Fields, Value
from xingtan.kernel.dates import MINUTES_A_YEAR

VERSION = "1"
LEVELS = ("beginner", "intermediate", "advanced")
TOP = (
    "xingtan", "slug", "languages", "title", "summary", "outcomes", "level", "subject", "workload_hours", "licence",
    "attribution", "cover", "certificate", "teachers", "dates", "grading", "outline",
)  # fmt: skip
DATES = ("opens_at", "closes_at", "starts_at", "ends_at")


@dataclass(slots=True)
class SectionEntry:
    """A section as the manifest lists it, with the paths of its units."""

    key: str
    title: Words
    graded_as: str | None
    due_at: datetime | None
    units: list[tuple[str, int]] = field(default_factory=list)
    """Paths, with the lines they stand on."""


@dataclass(slots=True)
class ChapterEntry:
    """A chapter as the manifest lists it."""

    key: str
    title: Words
    sections: list[SectionEntry] = field(default_factory=list)


@dataclass(slots=True)
class Manifest:
    """All that the manifest says."""

    facts: Facts
    dates: Dates
    policy: Policy
    chapters: list[ChapterEntry]


def main_language(languages: tuple[str, ...]) -> str:
    """Tell the language of texts that name none."""
    return languages[0] if languages else "en"


def read_manifest(reader: Reader) -> Manifest:
    """Read the manifest."""
    reader.only(TOP)
    if reader.has("xingtan") and reader.text("xingtan") != VERSION:
        reader.wrong("xingtan", notes.VERSION_UNKNOWN, reader.text("xingtan"))
    languages = tuple(reader.texts("languages"))
    main = main_language(languages)
    facts = Facts(
        slug=reader.text("slug"),
        title=words(reader, "title", main),
        summary=words(reader, "summary", main),
        outcomes=tuple(_words_of(reader, value, "outcomes", main) for value in reader.rows("outcomes")),
        languages=languages,
        level=_level(reader),
        subject=reader.text("subject"),
        workload_hours=reader.decimal("workload_hours") if reader.has("workload_hours") else None,
        licence=reader.text("licence"),
        attribution=reader.text("attribution"),
        teachers=tuple(_teacher(each, main) for each in reader.mappings("teachers")),
        cover=_file(reader, "cover"),
        certificate=words(reader, "certificate", main),
    )
    if not facts.title:
        reader.wrong("title", notes.NO_TITLE)
    return Manifest(
        facts, _dates(reader), _policy(reader), [_chapter(each, main) for each in reader.mappings("outline")]
    )


def words(reader: Reader, name: str, main: str) -> Words:
    """Read a text, by language or in the course's own."""
    return _words_of(reader, reader.fields.values.get(name, ""), name, main)


def _words_of(reader: Reader, value: Value, name: str, main: str) -> Words:
    if isinstance(value, str):
        return {main: value} if value else {}
    if isinstance(value, Fields):
        inside = reader.under(value)
        return {language: inside.text(language) for language in value.values if inside.has(language)}
    reader.wrong(name, notes.TEXT_WANTED)
    return {}


def _level(reader: Reader) -> Any:
    level = reader.text("level")
    if level and level not in LEVELS:
        reader.wrong("level", notes.FIELD_UNKNOWN, f"{level} ({', '.join(LEVELS)})")
        return ""
    return level


def _file(reader: Reader, name: str) -> str:
    path = reader.text(name)
    if path and path not in reader.paths.files:
        reader.wrong(name, notes.MISSING, path)
        return ""
    return path


def _teacher(each: Reader, main: str) -> Teacher:
    each.only(("name", "role", "about", "photo"))
    return Teacher(
        name=words(each, "name", main),
        role=words(each, "role", main),
        about=words(each, "about", main),
        photo=_file(each, "photo"),
    )


def _dates(reader: Reader) -> Dates:
    inside = reader.mapping("dates")
    if inside is None:
        return Dates()
    inside.only((*DATES, "zone", "grace_minutes", "self_paced"))
    zone = inside.text("zone") or "UTC"
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        inside.wrong("zone", notes.BAD_ZONE, zone)
        zone = "UTC"
    grace = int(inside.number("grace_minutes") or 0) if inside.has("grace_minutes") else 0
    if not 0 <= grace <= MINUTES_A_YEAR:
        inside.wrong("grace_minutes", notes.BAD_NUMBER, inside.text("grace_minutes"))
        grace = 0
    return Dates(
        **{name: inside.moment(name) for name in DATES},
        zone=zone,
        grace_minutes=grace,
        self_paced=inside.flag("self_paced") if inside.has("self_paced") else False,
    )


def _policy(reader: Reader) -> Policy:
    inside = reader.mapping("grading")
    if inside is None:
        return Policy()
    inside.only(("pass_mark", "cutoffs", "completion_share", "graders"))
    cutoffs = inside.mapping("cutoffs")
    return Policy(
        pass_mark=_share(inside, "pass_mark", "0.5"),
        cutoffs={name: _share(cutoffs, name, "0") for name in cutoffs.fields.values} if cutoffs else {},
        graders=tuple(_grader(each) for each in inside.mappings("graders")),
        completion_share=_share(inside, "completion_share", "1"),
    )


def _share(reader: Reader, name: str, otherwise: str) -> Decimal:
    found = reader.decimal(name) if reader.has(name) else None
    return Decimal(otherwise) if found is None else found


def _grader(each: Reader) -> Grader:
    each.only(("name", "label", "weight", "min_count", "drop_count"))
    return Grader(
        name=each.text("name"),
        label=each.text("label"),
        weight=_share(each, "weight", "0"),
        min_count=int(each.number("min_count") or 0) if each.has("min_count") else 1,
        drop_count=int(each.number("drop_count") or 0) if each.has("drop_count") else 0,
    )


def _chapter(each: Reader, main: str) -> ChapterEntry:
    each.only(("chapter", "title", "sections"))
    entry = ChapterEntry(each.text("chapter"), words(each, "title", main))
    entry.sections = [_section(section, main) for section in each.mappings("sections")]
    return entry


def _section(each: Reader, main: str) -> SectionEntry:
    each.only(("section", "title", "graded_as", "due_at", "units"))
    entry = SectionEntry(
        each.text("section"), words(each, "title", main), each.text("graded_as") or None, each.moment("due_at")
    )
    line = each.fields.line_of("units")
    entry.units = [(path, line + 1 + number) for number, path in enumerate(each.texts("units"))]
    return entry


def write_manifest(bundle: Bundle, unit_paths: dict[str, str]) -> dict[str, Any]:
    """Write the manifest as fields."""
    facts, main = bundle.facts, main_language(bundle.facts.languages)
    told: dict[str, Any] = {
        "xingtan": int(VERSION),
        "slug": facts.slug,
        "languages": plain_list(list(facts.languages)),
        "title": _said(facts.title, main),
        "summary": _said(facts.summary, main),
        "outcomes": [_said(outcome, main) for outcome in facts.outcomes],
        "level": facts.level,
        "subject": facts.subject,
        "workload_hours": None if facts.workload_hours is None else _number(facts.workload_hours),
        "licence": facts.licence,
        "attribution": facts.attribution,
        "cover": facts.cover,
        "certificate": _said(facts.certificate, main),
        "teachers": [_teacher_fields(each, main) for each in facts.teachers],
        "dates": _dates_fields(bundle.dates),
        "grading": _policy_fields(bundle.policy),
    }
    outline = [
        {
            "chapter": chapter.key,
            **_if_said("title", chapter.title, main),
            "sections": [
                {
                    "section": section.key,
                    **_if_said("title", section.title, main),
                    **({"graded_as": section.graded_as} if section.graded_as else {}),
                    **({"due_at": moment_text(section.due_at)} if section.due_at else {}),
                    "units": [unit_paths[unit.key] for unit in section.units],
                }
                for section in chapter.sections
            ],
        }
        for chapter in bundle.chapters
    ]
    return {name: value for name, value in told.items() if value not in (None, "", [], {})} | {"outline": outline}


def _said(text: Words, main: str) -> Any:
    told = {language: each for language, each in text.items() if each}
    return told[main] if set(told) == {main} else dict(sorted(told.items(), key=lambda row: (row[0] != main, row[0])))


def _if_said(name: str, text: Words, main: str) -> dict[str, Any]:
    said = _said(text, main)
    return {name: said} if said else {}


def _number(value: Decimal) -> Any:
    """Write a number; equal ones are written the same, whatever noughts they end in."""
    plain = format(value.normalize(), "f")
    return int(plain) if plain.lstrip("-").isdigit() else (float(plain) if str(float(plain)) == plain else plain)


def _teacher_fields(each: Teacher, main: str) -> dict[str, Any]:
    return {
        **_if_said("name", each.name, main),
        **_if_said("role", each.role, main),
        **_if_said("about", each.about, main),
        **({"photo": each.photo} if each.photo else {}),
    }


def _dates_fields(dates: Dates) -> dict[str, Any]:
    told: dict[str, Any] = {name: moment_text(value) for name in DATES if (value := getattr(dates, name)) is not None}
    if dates.zone != "UTC":
        told["zone"] = dates.zone
    if dates.grace_minutes:
        told["grace_minutes"] = dates.grace_minutes
    if dates.self_paced:
        told["self_paced"] = True
    return told


def _policy_fields(policy: Policy) -> dict[str, Any]:
    told: dict[str, Any] = {}
    if policy.pass_mark != Decimal("0.5"):
        told["pass_mark"] = _number(policy.pass_mark)
    if policy.cutoffs:
        told["cutoffs"] = {name: _number(share) for name, share in policy.cutoffs.items()}
    if policy.completion_share != 1:
        told["completion_share"] = _number(policy.completion_share)
    if policy.graders:
        told["graders"] = [
            {
                "name": each.name,
                **({"label": each.label} if each.label else {}),
                "weight": _number(each.weight),
                **({"min_count": each.min_count} if each.min_count != 1 else {}),
                **({"drop_count": each.drop_count} if each.drop_count else {}),
            }
            for each in policy.graders
        ]
    return told
