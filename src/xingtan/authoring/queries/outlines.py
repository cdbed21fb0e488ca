"""The outline of a version, parsed once per process."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from xingtan.authoring.models import Version
from xingtan.authoring.registry.bundle import Policy
from xingtan.kernel.memory import Memory
from xingtan.kernel.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineBlock:
    """A block by name only: enough to count and to list it."""

    key: str
    kind: str
    title: Text
    digest: str
    possible: Decimal
    is_graded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineUnit:
    """One page. `place` counts units from 0 through the whole course."""

    key: str
    title: Text
    blocks: tuple[str, ...]
    place: int
    chapter: str
    section: str
    section_title: Text
    graded_as: str | None
    due_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineSection:
    """A lesson, or a piece of graded work."""

    key: str
    title: Text
    units: tuple[OutlineUnit, ...]
    graded_as: str | None
    due_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineChapter:
    """A part of the course, such as a week."""

    key: str
    title: Text
    sections: tuple[OutlineSection, ...]


@dataclass(frozen=True)
class Outline:
    """A course as a reader goes through it. It is shared between requests: read it only."""

    chapters: tuple[OutlineChapter, ...] = ()
    blocks: Mapping[str, OutlineBlock] = field(default_factory=dict)

    @cached_property
    def sections(self) -> tuple[OutlineSection, ...]:
        """Give all sections in order."""
        return tuple(section for chapter in self.chapters for section in chapter.sections)

    @cached_property
    def units(self) -> Mapping[str, OutlineUnit]:
        """Give all units by key, in order."""
        return {unit.key: unit for section in self.sections for unit in section.units}

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Give the keys of all units in order."""
        return tuple(self.units)

    @cached_property
    def unit_of(self) -> Mapping[str, str]:
        """Give the key of the unit that each block is in, by the block's key."""
        return {block: unit.key for unit in self.units.values() for block in unit.blocks}

    @property
    def first(self) -> OutlineUnit | None:
        """Give the first unit, if there is any."""
        return next(iter(self.units.values()), None)

    def unit(self, key: str) -> OutlineUnit | None:
        """Find a unit."""
        return self.units.get(key)

    def neighbours(self, key: str) -> tuple[OutlineUnit | None, OutlineUnit | None]:
        """Give the unit before this one and the one after it."""
        place = self.units[key].place
        before = self.units[self.order[place - 1]] if place else None
        after = self.units[self.order[place + 1]] if place + 1 < len(self.order) else None
        return before, after

    def blocks_in(self, unit: str) -> tuple[OutlineBlock, ...]:
        """Give the blocks of a unit in order."""
        return tuple(self.blocks[key] for key in self.units[unit].blocks)

    def graded(self, section: OutlineSection) -> Iterator[OutlineBlock]:
        """Go through the blocks of a section that can be scored."""
        for unit in section.units:
            yield from (block for block in self.blocks_in(unit.key) if block.is_graded)

    def unit_for(self, key: str) -> OutlineUnit | None:
        """Find the page to open for any key: a unit, a block's unit, a section's or chapter's first unit."""
        unit = self.units.get(self.unit_of.get(key, key))
        if unit:
            return unit
        return next((unit for unit in self.units.values() if key in (unit.section, unit.chapter)), None)


# Some forty megabytes: a block in an outline takes about a kilobyte.
_outlines: Memory[UUID, Outline] = Memory(40_000, lambda outline: 20 + len(outline.blocks) + len(outline.units))


def outline_of(version: Version) -> Outline:
    """Give the outline of the version: one query when first asked for, none after that."""
    known = _outlines.get(version.uid)
    if known is not None:
        return known
    outline, blocks = Version.objects.values_list("outline", "blocks").get(pk=version.pk)
    return _outlines.keep(version.uid, parse(outline, blocks))


def policy_of(version: Version) -> Policy:
    """Give the rule by which the version is graded and completed."""
    return Policy.from_json(version.policy)


def parse(outline: Mapping[str, Any], blocks: Mapping[str, Mapping[str, Any]]) -> Outline:
    """Make an outline of the JSON that a version keeps."""
    place = 0
    chapters = []
    for chapter in outline.get("chapters", ()):
        sections = []
        for section in chapter["sections"]:
            made = _section(section, chapter["key"], place)
            place += len(made.units)
            sections.append(made)
        chapters.append(OutlineChapter(key=chapter["key"], title=Text(chapter["title"]), sections=tuple(sections)))
    return Outline(tuple(chapters), {key: _block(key, row) for key, row in blocks.items()})


def _section(section: Mapping[str, Any], chapter: str, place: int) -> OutlineSection:
    title = Text(section["title"])
    due_at = datetime.fromisoformat(section["due_at"]) if section.get("due_at") else None
    graded_as = section.get("graded_as")
    units = tuple(
        OutlineUnit(
            key=unit["key"],
            title=Text(unit["title"]),
            blocks=tuple(unit["blocks"]),
            place=place + number,
            chapter=chapter,
            section=section["key"],
            section_title=title,
            graded_as=graded_as,
            due_at=due_at,
        )
        for number, unit in enumerate(section["units"])
    )
    return OutlineSection(key=section["key"], title=title, units=units, graded_as=graded_as, due_at=due_at)


def _block(key: str, row: Mapping[str, Any]) -> OutlineBlock:
    return OutlineBlock(
        key=key,
        kind=row["kind"],
        title=Text(row.get("title", {})),
        digest=row["digest"],
        possible=Decimal(row.get("possible", "0")),
        is_graded=row.get("graded", False),
    )
