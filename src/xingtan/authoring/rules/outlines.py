"""Changing an outline: each function gives a new one and leaves the old as it was.

An outline is the JSON that a version keeps: chapters, their sections, their units, keys of blocks.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any, TypeAlias

Outline: TypeAlias = dict[str, Any]


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


def _parts(outline: Outline) -> Iterator[dict[str, Any]]:
    for chapter in outline.get("chapters", ()):
        yield chapter
        for section in chapter["sections"]:
            yield section
            yield from section["units"]


def _unit(outline: Outline, key: str) -> dict[str, Any]:
    for unit in units(outline):
        if unit["key"] == key:
            return unit
    raise Missing(key)
