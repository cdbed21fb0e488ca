"""Changing an outline: each function gives a new one and leaves the old as it was.

An outline is the JSON that a version keeps: chapters, their sections, their units, keys of blocks.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

Outline: TypeAlias = dict[str, Any]
Level: TypeAlias = Literal["chapter", "section", "unit"]


class Missing(LookupError):
    """The outline has nothing by this key."""


def units(outline: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Go through all units in order."""
    for chapter in outline.get("chapters", ()):
        for section in chapter["sections"]:
            yield from section["units"]


def block_keys(outline: Mapping[str, Any]) -> list[str]:
    """Give the keys of all blocks in order."""
    return [key for unit in units(outline) for key in unit["blocks"]]


def place_of(outline: Mapping[str, Any], block: str) -> tuple[str, int]:
    """Find the unit a block is in, and its place there.

    :raises Missing: if it is in none
    """
    for unit in units(outline):
        if block in unit["blocks"]:
            return unit["key"], unit["blocks"].index(block)
    raise Missing(block)


def with_block(outline: Outline, *, block: str, unit: str, at: int | None = None) -> Outline:
    """Put a block into a unit: before the one now at that place, or at the end.

    :raises Missing: if there is no such unit
    """
    changed = deepcopy(outline)
    keys = _unit(changed, unit)["blocks"]
    keys.insert(len(keys) if at is None else max(0, min(at, len(keys))), block)
    return changed


def without_block(outline: Outline, *, block: str) -> Outline:
    """Take a block out of its unit.

    :raises Missing: if it is in none
    """
    unit, _ = place_of(outline, block)
    changed = deepcopy(outline)
    _unit(changed, unit)["blocks"].remove(block)
    return changed


def with_block_moved(outline: Outline, *, block: str, unit: str, at: int) -> Outline:
    """Put a block at another place, there counted without the block itself.

    :raises Missing: if there is no such block or unit
    """
    return with_block(without_block(outline, block=block), block=block, unit=unit, at=at)


def with_edits(outline: Outline, *, edits: Mapping[str, Mapping[str, Any]]) -> Outline:
    """Change titles and dates of chapters, sections and units, by key.

    :param edits: for each key the fields that change: ``title``, and for a section ``due_at`` and ``graded_as``
    :raises Missing: if there is nothing by one of the keys
    """
    changed = deepcopy(outline)
    parts = {part["key"]: part for part in _parts(changed)}
    for key, fields in edits.items():
        if key not in parts:
            raise Missing(key)
        parts[key].update(fields)
    return changed


@dataclass(frozen=True, slots=True)
class Heading:
    """A chapter, section or unit where it stands. A chapter has no parent."""

    level: Level
    parent: str
    at: int
    part: Mapping[str, Any]


def headings(outline: Mapping[str, Any]) -> Iterator[Heading]:
    """Go through all chapters, sections and units in order, each with its place."""
    for number, chapter in enumerate(outline.get("chapters", ())):
        yield Heading("chapter", "", number, chapter)
        for place, section in enumerate(chapter["sections"]):
            yield Heading("section", chapter["key"], place, section)
            for at, unit in enumerate(section["units"]):
                yield Heading("unit", section["key"], at, unit)


def heading_of(outline: Mapping[str, Any], key: str) -> Heading:
    """Find a chapter, section or unit.

    :raises Missing: if there is none by this key
    """
    found = next((each for each in headings(outline) if each.part["key"] == key), None)
    if found is None:
        raise Missing(key)
    return found


def with_heading(outline: Outline, *, part: Mapping[str, Any], level: Level, parent: str, at: int | None) -> Outline:
    """Put a chapter, section or unit before the one now at that place, or at the end; beyond the end is the end.

    :raises Missing: if there is no such parent of the level above
    """
    changed = {"chapters": [], **deepcopy(outline)}
    siblings = _siblings(changed, level, parent)
    siblings.insert(len(siblings) if at is None else max(0, min(at, len(siblings))), deepcopy(dict(part)))
    return changed


def without_heading(outline: Outline, *, key: str) -> Outline:
    """Take a chapter, section or unit out, with all that is in it.

    :raises Missing: if there is none by this key
    """
    found = heading_of(outline, key)
    changed = deepcopy(outline)
    del _siblings(changed, found.level, found.parent)[found.at]
    return changed


def with_heading_moved(outline: Outline, *, key: str, parent: str, at: int | None) -> Outline:
    """Put a chapter, section or unit at another place, there counted without itself.

    :raises Missing: if there is no such heading, or no such parent of the level above
    """
    found = heading_of(outline, key)
    without = without_heading(outline, key=key)
    return with_heading(without, part=found.part, level=found.level, parent=parent, at=at)


def parents_for(outline: Mapping[str, Any], level: Level) -> list[Mapping[str, Any]]:
    """List what a section or a unit can stand in, in order; a chapter stands in nothing."""
    above = {"chapter": "", "section": "chapter", "unit": "section"}[level]
    return [each.part for each in headings(outline) if each.level == above]


def place_beside(outline: Mapping[str, Any], *, key: str, step: int) -> tuple[str, int]:
    """Find the place one step up (-1) or down (1); over the edge it is the end or the beginning of the neighbor.

    At the very edge of the course it is where it is already.

    :raises Missing: if there is no such heading
    """
    found = heading_of(outline, key)
    mine = [each.part["key"] for each in headings(outline) if each.level == found.level and each.parent == found.parent]
    at = found.at + step
    if 0 <= at < len(mine):
        return found.parent, at
    parents = [each["key"] for each in parents_for(outline, found.level)]
    beside = parents.index(found.parent) + step if parents else -1
    if not 0 <= beside < len(parents):
        return found.parent, found.at
    there = sum(1 for each in headings(outline) if each.level == found.level and each.parent == parents[beside])
    return parents[beside], there if step < 0 else 0


def _siblings(outline: Outline, level: Level, parent: str) -> list[dict[str, Any]]:
    chapters: list[dict[str, Any]] = outline["chapters"]
    if level == "chapter":
        return chapters
    for each in parents_for(outline, level):
        if each["key"] == parent:
            found: list[dict[str, Any]] = each["sections" if level == "section" else "units"]
            return found
    raise Missing(parent)


def _parts(outline: Outline) -> Iterator[dict[str, Any]]:
    for chapter in outline.get("chapters", ()):
        yield chapter
        for section in chapter["sections"]:
            yield section
            yield from section["units"]


def _unit(outline: Outline, key: str) -> dict[str, Any]:
    found = next((unit for unit in units(outline) if unit["key"] == key), None)
    if found is None:
        raise Missing(key)
    return found
