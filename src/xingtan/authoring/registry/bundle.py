"""A whole course as plain values: what every format reads and `authoring.take_in` takes.

Nothing here knows a database or a file format. Two bundles are equal when they are the same course:
where it came from (`format`, `sources`, `report`) and how its bytes are opened is left out of that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import IO, Any, Literal, TypeAlias

from xingtan.authoring.registry import references

Words: TypeAlias = dict[str, str]
"""Text by language (`{"en": "Ferns", "zh-hans": "蕨类"}`), with language codes as Django writes them."""

Opener: TypeAlias = Callable[[], IO[bytes]]
"""Opens the bytes anew at each call; the caller closes them."""

Level: TypeAlias = Literal["", "beginner", "intermediate", "advanced"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Teacher:
    """One who teaches the course, as the course itself names them; not a Person of ours."""

    name: Words
    role: Words = field(default_factory=dict)
    about: Words = field(default_factory=dict)
    photo: str = ""
    """Path of a file of the bundle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """When a first run would open, start and end; a course as such has none."""

    opens_at: datetime | None = None
    closes_at: datetime | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    grace_minutes: int = 0
    zone: str = "UTC"
    self_paced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grader:
    """One kind of graded work and its share of the grade; a section names it in `graded_as`."""

    name: str
    weight: Decimal
    label: str = ""
    min_count: int = 1
    drop_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How the course is graded and when it is complete. `cutoffs` and `pass_mark` are shares of one."""

    pass_mark: Decimal = Decimal("0.5")
    cutoffs: dict[str, Decimal] = field(default_factory=dict)
    graders: tuple[Grader, ...] = ()
    completion_share: Decimal = Decimal(1)

    def to_json(self) -> dict[str, Any]:
        """Give the policy in the form a Version keeps."""
        return {
            "pass_mark": float(self.pass_mark),
            "cutoffs": {name: float(share) for name, share in self.cutoffs.items()},
            "graders": [
                {
                    "name": grader.name,
                    "label": grader.label,
                    "weight": float(grader.weight),
                    "min_count": grader.min_count,
                    "drop_count": grader.drop_count,
                }
                for grader in self.graders
            ],
            "completion": {"share": float(self.completion_share)},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Policy:
        """Read back what `to_json` gave."""
        return cls(
            pass_mark=_decimal(data.get("pass_mark", "0.5")),
            cutoffs={name: _decimal(share) for name, share in data.get("cutoffs", {}).items()},
            graders=tuple(
                Grader(
                    name=row["name"],
                    label=row.get("label", ""),
                    weight=_decimal(row["weight"]),
                    min_count=row.get("min_count", 1),
                    drop_count=row.get("drop_count", 0),
                )
                for row in data.get("graders", [])
            ),
            completion_share=_decimal(data.get("completion", {}).get("share", 1)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the catalogue says of the course. An empty value means: the source does not say."""

    slug: str = ""
    title: Words = field(default_factory=dict)
    summary: Words = field(default_factory=dict)
    about: Words = field(default_factory=dict)
    """HTML; files in it are written `file:<digest>/<name>`."""
    outcomes: tuple[Words, ...] = ()
    languages: tuple[str, ...] = ()
    """The first is the course's own language."""
    level: Level = ""
    subject: str = ""
    """ISCED-F 2013 code, such as `0511`."""
    workload_hours: Decimal | None = None
    licence: str = ""
    """SPDX identifier (`CC-BY-4.0`), or `all-rights-reserved`."""
    attribution: str = ""
    teachers: tuple[Teacher, ...] = ()
    cover: str = ""
    """Path of a file of the bundle."""
    certificate: Words = field(default_factory=dict)
    """What the certificate means, in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleBlock:
    """One block. Its key stays the same across versions; `kind` names a kind of the registry.

    `data` is JSON of that kind; texts for further languages lie in `data["in"][language]`, whose fields
    stand in for those of the same name.
    """

    key: str
    kind: str
    title: Words = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One page of the course."""

    key: str
    title: Words = field(default_factory=dict)
    blocks: tuple[BundleBlock, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A sequence of units: a lesson, or a piece of graded work."""

    key: str
    title: Words = field(default_factory=dict)
    units: tuple[Unit, ...] = ()
    graded_as: str | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A part of the course, such as a week."""

    key: str
    title: Words = field(default_factory=dict)
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleFile:
    """A file of the course: its address in the archive, and how to open its bytes."""

    path: str
    digest: str
    size_bytes: int
    media_type: str
    open: Opener = field(compare=False, repr=False)

    @property
    def name(self) -> str:
        """Give the last part of the path."""
        return self.path.rpartition("/")[2]

    @property
    def reference(self) -> str:
        """Give the address by which texts point to this file."""
        return references.reference(self.digest, self.name)

    @classmethod
    def of_bytes(cls, path: str, content: bytes, media_type: str) -> BundleFile:
        """Make a file of bytes that a reader wrote itself, such as converted captions."""
        digest = hashlib.sha256(content).hexdigest()
        return cls(
            path=path, digest=digest, size_bytes=len(content), media_type=media_type, open=lambda: BytesIO(content)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file that was read as text (a manifest, a unit) and the keys of the blocks that came from it."""

    path: str
    digest: str
    size_bytes: int
    blocks: tuple[str, ...] = ()
    open: Opener = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One row of a report.

    `why` holds constant English sentences, one a line, each marked for translation where it is written, so that
    they can be shown in the reader's language; `detail` holds what differs from row to row, line by line.
    """

    place: str
    what: str
    why: str = ""
    detail: str = ""

    @property
    def reasons(self) -> list[tuple[str, str]]:
        """Give each sentence with its detail."""
        sentences = self.why.split("\n") if self.why else []
        details = self.detail.split("\n")
        return [(sentence, details[place] if place < len(details) else "") for place, sentence in enumerate(sentences)]

    def to_json(self) -> dict[str, str]:
        """Give the row as JSON."""
        return {"place": self.place, "what": self.what, "why": self.why, "detail": self.detail}


@dataclass(slots=True, kw_only=True)
class Report:
    """What became of each element of an archive: each is in exactly one of the four lists."""

    kept: list[Finding] = field(default_factory=list)
    changed: list[Finding] = field(default_factory=list)
    unsupported: list[Finding] = field(default_factory=list)
    errors: list[Finding] = field(default_factory=list)

    @property
    def elements(self) -> int:
        """Count the elements of the archive."""
        return len(self.kept) + len(self.changed) + len(self.unsupported) + len(self.errors)

    def to_json(self) -> dict[str, Any]:
        """Give the report as JSON."""
        return {
            "elements": self.elements,
            "kept": [row.to_json() for row in self.kept],
            "changed": [row.to_json() for row in self.changed],
            "unsupported": [row.to_json() for row in self.unsupported],
            "errors": [row.to_json() for row in self.errors],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A whole course."""

    facts: Facts = field(default_factory=Facts)
    dates: Dates = field(default_factory=Dates)
    policy: Policy = field(default_factory=Policy)
    chapters: tuple[Chapter, ...] = ()
    files: dict[str, BundleFile] = field(default_factory=dict)
    """By path: media, documents, captions, and what nothing points to; all are kept."""
    sources: dict[str, Source] = field(default_factory=dict, compare=False)
    """By path: the text files of our own folder, so that an export gives back their bytes."""
    format: str = field(default="", compare=False)
    report: Report = field(default_factory=Report, compare=False)

    def sections(self) -> Iterator[Section]:
        """Go through all sections in order."""
        for chapter in self.chapters:
            yield from chapter.sections

    def units(self) -> Iterator[Unit]:
        """Go through all units in order."""
        for section in self.sections():
            yield from section.units

    def blocks(self) -> Iterator[BundleBlock]:
        """Go through all blocks in order."""
        for unit in self.units():
            yield from unit.blocks

    def outline(self) -> dict[str, Any]:
        """Give the outline in the form a Version keeps, with blocks by their keys."""
        return {
            "chapters": [
                {
                    "key": chapter.key,
                    "title": chapter.title,
                    "sections": [_section_json(section) for section in chapter.sections],
                }
                for chapter in self.chapters
            ]
        }


def chapters_of(outline: Mapping[str, Any], blocks: Mapping[str, BundleBlock]) -> tuple[Chapter, ...]:
    """Build chapters again from an outline that `Bundle.outline` gave and its blocks by key."""
    return tuple(
        Chapter(
            key=chapter["key"],
            title=chapter["title"],
            sections=tuple(
                Section(
                    key=section["key"],
                    title=section["title"],
                    graded_as=section.get("graded_as"),
                    due_at=datetime.fromisoformat(section["due_at"]) if section.get("due_at") else None,
                    units=tuple(
                        Unit(key=unit["key"], title=unit["title"], blocks=tuple(blocks[key] for key in unit["blocks"]))
                        for unit in section["units"]
                    ),
                )
                for section in chapter["sections"]
            ),
        )
        for chapter in outline["chapters"]
    )


def _section_json(section: Section) -> dict[str, Any]:
    return {
        "key": section.key,
        "title": section.title,
        "graded_as": section.graded_as,
        "due_at": section.due_at.isoformat() if section.due_at else None,
        "units": [
            {"key": unit.key, "title": unit.title, "blocks": [block.key for block in unit.blocks]}
            for unit in section.units
        ],
    }


def _decimal(value: object) -> Decimal:
    return Decimal(str(value))
