"""Deeds on single blocks. Each makes a version."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from xingtan.authoring.actions.pointing import check_files
from xingtan.authoring.actions.publishing import ChangedMeanwhile, Draft, NothingChanged, hold, publish
from xingtan.authoring.actions.writing import Shelf, Written, write_down
from xingtan.authoring.models import Version
from xingtan.authoring.registry import keys
from xingtan.authoring.rules import outlines
from xingtan.catalog import public as catalog
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import NotThere
from xingtan.kernel.text import as_text
from xingtan.people import public as people

NO_FILES: Mapping[str, Mapping[str, Any]] = MappingProxyType({})


def replace_block(
    *,
    course: catalog.Course,
    key: str,
    title: Mapping[str, str],
    data: Mapping[str, Any],
    was: str | None,
    by: people.Person | None,
    now: datetime,
    files: Mapping[str, Mapping[str, Any]] = NO_FILES,
) -> Version:
    """Give a block other words or other data; what learners did in it stays theirs.

    :param was: digest of the block as the person saw it, or None to write over whatever is there
    :param files: files that came with it, by name: digest, size_bytes and media_type of what was kept
    :raises NotThere: if the course has no such block
    :raises BlockIsFaulty: if a block of this kind cannot hold the data
    :raises FileIsNotHere: if it points to a file that the course does not have
    :raises ChangedMeanwhile: if it is no longer what the person saw
    :raises NothingChanged: if it is the same
    """
    kind = _newest_row(course, key)["kind"]
    check_files(course=course, data=data, files=files)
    # Files are read and Markdown is rendered before the deed: it may take a while.
    block = write_down(key=key, kind=kind, title=title, data=data, stock=Shelf())
    return _replace_block(course=course, block=block, was=was, files=files, by=by, now=now)


@deed
def _replace_block(
    *,
    course: catalog.Course,
    block: Written,
    was: str | None,
    files: Mapping[str, Mapping[str, Any]],
    by: people.Person | None,
    now: datetime,
) -> Version:
    held = hold(course)
    draft = held.draft
    row = _row(draft, block.key)
    if was is not None and row["digest"] != was:
        raise ChangedMeanwhile
    if row["digest"] == block.digest:
        raise NothingChanged

    changed = replace(draft, blocks={**draft.blocks, block.key: block.row}, files=_with(draft, files))
    return publish(
        held=held,
        draft=changed,
        written=[block],
        change=Version.Change.BLOCK_REPLACED,
        what=_name(block.key, block.row),
        by=by,
        now=now,
    )


def add_block(
    *,
    course: catalog.Course,
    unit: str,
    kind: str,
    title: Mapping[str, str],
    data: Mapping[str, Any],
    at: int | None = None,
    by: people.Person | None,
    now: datetime,
    key: str | None = None,
    files: Mapping[str, Mapping[str, Any]] = NO_FILES,
) -> Version:
    """Add a block to a unit: before the one now at that place, or at the end.

    :param key: the name it has for good; one is made of the kind and the title if none is given
    :raises NotThere: if the course has no such unit
    :raises BlockIsFaulty: if a block of this kind cannot hold the data
    :raises FileIsNotHere: if it points to a file that the course does not have
    """
    newest = Version.objects.filter(course=course).order_by("-number").only("blocks", "outline").first()
    taken = {*newest.blocks, *(each["key"] for each in outlines.units(newest.outline))} if newest else set()
    wanted = key or keys.clean_key(
        "-".join(part for part in (kind, str(as_text(dict(title)))[:40].strip().lower()) if part)
    )
    check_files(course=course, data=data, files=files)
    block = write_down(key=keys.free_key(wanted, taken), kind=kind, title=title, data=data, stock=Shelf())
    return _add_block(course=course, unit=unit, block=block, at=at, files=files, by=by, now=now)


@deed
def _add_block(
    *,
    course: catalog.Course,
    unit: str,
    block: Written,
    at: int | None,
    files: Mapping[str, Mapping[str, Any]],
    by: people.Person | None,
    now: datetime,
) -> Version:
    held = hold(course)
    draft = held.draft
    if block.key in draft.blocks:
        raise ChangedMeanwhile
    try:
        outline = outlines.with_block(draft.outline, block=block.key, unit=unit, at=at)
    except outlines.Missing:
        raise NotThere from None

    blocks = {**draft.blocks, block.key: block.row}
    changed = replace(draft, outline=outline, blocks=blocks, files=_with(draft, files))
    return publish(
        held=held,
        draft=changed,
        written=[block],
        change=Version.Change.BLOCK_ADDED,
        what=_name(block.key, block.row),
        by=by,
        now=now,
    )


@deed
def remove_block(*, course: catalog.Course, key: str, by: people.Person | None, now: datetime) -> Version:
    """Take a block out of the course; earlier versions and what learners did in it stay.

    :raises NotThere: if the course has no such block
    """
    held = hold(course)
    draft = held.draft
    row = _row(draft, key)

    outline = outlines.without_block(draft.outline, block=key)
    changed = replace(draft, outline=outline, blocks={name: each for name, each in draft.blocks.items() if name != key})
    return publish(
        held=held,
        draft=changed,
        change=Version.Change.BLOCK_REMOVED,
        what=_name(key, row),
        by=by,
        now=now,
    )


@deed
def move_block(
    *, course: catalog.Course, key: str, unit: str, at: int, by: people.Person | None, now: datetime
) -> Version:
    """Put a block at another place, in its own unit or another.

    :param at: its place there, counted from 0 without the block itself
    :raises NotThere: if the course has no such block or unit
    :raises NothingChanged: if it is there already
    """
    held = hold(course)
    draft = held.draft
    row = _row(draft, key)
    try:
        outline = outlines.with_block_moved(draft.outline, block=key, unit=unit, at=at)
    except outlines.Missing:
        raise NotThere from None
    if outline == draft.outline:
        raise NothingChanged

    return publish(
        held=held,
        draft=replace(draft, outline=outline),
        change=Version.Change.BLOCK_MOVED,
        what=_name(key, row),
        by=by,
        now=now,
    )


def _with(draft: Draft, files: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Give the files of the draft and the new ones, each at a path of its own; bytes that are there need no other."""
    paths = dict(draft.files)
    there = {row["digest"] for row in paths.values()}
    for name, facts in files.items():
        if facts["digest"] not in there:
            path = f"media/{name}"
            paths[path if path not in paths else f"media/{facts['digest'][:8]}-{name}"] = dict(facts)
    return paths


def _newest_row(course: catalog.Course, key: str) -> dict[str, Any]:
    newest = Version.objects.filter(course=course).order_by("-number").only("blocks").first()
    if newest is None or key not in newest.blocks:
        raise NotThere
    found: dict[str, Any] = newest.blocks[key]
    return found


def _row(draft: Draft, key: str) -> dict[str, Any]:
    if key not in draft.blocks:
        raise NotThere
    return draft.blocks[key]


def _name(key: str, row: Mapping[str, Any]) -> str:
    return str(as_text(row.get("title") or {})) or key
