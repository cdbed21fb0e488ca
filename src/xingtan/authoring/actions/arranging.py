"""Deeds on the outline: chapters, sections and units are added, named, moved and taken out. Each makes a version."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext_lazy as _

from xingtan.authoring.actions.publishing import ChangedMeanwhile, NothingChanged, hold, publish
from xingtan.authoring.events import HeadingAdded, HeadingMoved, HeadingRemoved, HeadingsEdited
from xingtan.authoring.models import Version
from xingtan.authoring.registry import keys
from xingtan.authoring.rules import outlines
from xingtan.authoring.rules.digests import digest
from xingtan.catalog import public as catalog
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import NotThere, RuleBroken
from xingtan.kernel.events import emit
from xingtan.kernel.text import as_text, clean_line
from xingtan.people import public as people

EMPTY: Mapping[outlines.Level, Mapping[str, Any]] = {
    "chapter": {"sections": []},
    "section": {"units": [], "graded_as": None, "due_at": None},
    "unit": {"blocks": []},
}
LONGEST = 200


class TitleIsFaulty(RuleBroken):
    """A title can be read, and fits on a line or two."""

    message = _("A title has from 1 to %(longest)s characters that can be read. Nothing was changed.")


@deed
def add_heading(
    *,
    course: catalog.Course,
    level: outlines.Level,
    parent: str,
    title: Mapping[str, str],
    at: int | None = None,
    by: people.Person | None,
    now: datetime,
) -> tuple[Version, str]:
    """Add an empty chapter, section or unit: before the one now at that place, or at the end. Gives its key too.

    :param parent: the chapter of a section, the section of a unit, nothing for a chapter
    :raises TitleIsFaulty: if there is no title, or one too long
    :raises NotThere: if the course has no such parent
    """
    said = _titles(title)
    held = hold(course)
    draft = held.draft
    taken = {*draft.blocks, *(each.part["key"] for each in outlines.headings(draft.outline))}
    key = keys.free_key(keys.clean_key(f"{level}-{str(as_text(said))[:40].lower()}"), taken)
    try:
        part = {"key": key, "title": said, **EMPTY[level]}
        outline = outlines.with_heading(draft.outline, part=part, level=level, parent=parent, at=at)
    except outlines.Missing:
        raise NotThere from None

    draft = replace(draft, outline=outline)
    version = publish(
        held=held, draft=draft, change=Version.Change.HEADING_ADDED, what=str(as_text(said)), by=by, now=now
    )
    emit(HeadingAdded(**_envelope(course, version, by), key=key, level=level))
    return version, key


@deed
def edit_outline(
    *, course: catalog.Course, edits: Mapping[str, Mapping[str, Any]], by: people.Person | None, now: datetime
) -> Version:
    """Change titles of chapters, sections and units, and the dates and grading of sections.

    :param edits: by key: ``title``, ``due_at`` (ISO 8601 or None), ``graded_as``
    :raises TitleIsFaulty: if a title is empty or too long
    :raises NotThere: if there is nothing by one of the keys
    :raises NothingChanged: if all is as it was
    """
    held = hold(course)
    draft = held.draft
    there = {each.part["key"]: each.part["title"] for each in outlines.headings(draft.outline)}
    said = {
        key: {**each, "title": _titles(each["title"], there.get(key, {}))} if "title" in each else dict(each)
        for key, each in edits.items()
    }
    try:
        outline = outlines.with_edits(draft.outline, edits=said)
    except outlines.Missing:
        raise NotThere from None
    if outline == draft.outline:
        raise NothingChanged

    what = next((str(as_text(fields["title"])) for fields in said.values() if "title" in fields), "")
    draft = replace(draft, outline=outline)
    version = publish(held=held, draft=draft, change=Version.Change.OUTLINE_EDITED, what=what, by=by, now=now)
    emit(HeadingsEdited(**_envelope(course, version, by), keys=sorted(said)))
    return version


@deed
def move_heading(
    *, course: catalog.Course, key: str, parent: str, at: int | None, by: people.Person | None, now: datetime
) -> Version:
    """Put a chapter, section or unit at another place, in its own parent or another; beyond the end is the end.

    :param at: its place there, counted from 0 without itself; None is the end
    :raises NotThere: if the course has no such heading, or no such parent
    :raises NothingChanged: if it is there already
    """
    held = hold(course)
    draft = held.draft
    try:
        found = outlines.heading_of(draft.outline, key)
        outline = outlines.with_heading_moved(draft.outline, key=key, parent=parent, at=at)
    except outlines.Missing:
        raise NotThere from None
    if outline == draft.outline:
        raise NothingChanged

    draft = replace(draft, outline=outline)
    version = publish(
        held=held,
        draft=draft,
        change=Version.Change.HEADING_MOVED,
        what=str(as_text(found.part["title"])) or key,
        by=by,
        now=now,
    )
    emit(HeadingMoved(**_envelope(course, version, by), key=key, level=found.level))
    return version


@deed
def step_heading(*, course: catalog.Course, key: str, step: int, by: people.Person | None, now: datetime) -> Version:
    """Put a chapter, section or unit one place up (-1) or down (1); over the edge it enters the neighbor.

    :raises NotThere: if the course has no such heading
    :raises NothingChanged: if it is the first or the last already
    """
    held = hold(course)
    try:
        parent, at = outlines.place_beside(held.draft.outline, key=key, step=step)
    except outlines.Missing:
        raise NotThere from None
    return move_heading(course=course, key=key, parent=parent, at=at, by=by, now=now)


@deed
def remove_heading(
    *, course: catalog.Course, key: str, was: str | None, by: people.Person | None, now: datetime
) -> Version:
    """Take a chapter, section or unit out with all that is in it; earlier versions and what learners did there stay.

    :param was: the digest of it as the person saw it, or None to take out whatever it is now
    :raises NotThere: if the course has no such heading
    :raises ChangedMeanwhile: if there is something else in it than the person saw
    """
    held = hold(course)
    draft = held.draft
    try:
        found = outlines.heading_of(draft.outline, key)
    except outlines.Missing:
        raise NotThere from None
    if was is not None and was != digest(found.part):
        raise ChangedMeanwhile

    outline = outlines.without_heading(draft.outline, key=key)
    left = set(outlines.block_keys(outline))
    gone = [name for name in draft.blocks if name not in left]
    draft = replace(draft, outline=outline, blocks={name: draft.blocks[name] for name in draft.blocks if name in left})
    version = publish(
        held=held,
        draft=draft,
        change=Version.Change.HEADING_REMOVED,
        what=str(as_text(found.part["title"])) or key,
        by=by,
        now=now,
    )
    emit(HeadingRemoved(**_envelope(course, version, by), key=key, level=found.level, blocks=gone))
    return version


def _titles(title: Mapping[str, str], there: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    """Clean what is new in a title; what stands there already may be longer, because it came with a course."""
    new = {language: clean_line(words) for language, words in title.items() if words != there.get(language)}
    if any(not 0 < len(words) <= LONGEST for words in new.values()) or not title:
        raise TitleIsFaulty(longest=LONGEST)
    return {language: new.get(language, words) for language, words in title.items()}


def _envelope(course: catalog.Course, version: Version, by: people.Person | None) -> dict[str, Any]:
    return {
        "actor": by.uid if by else None,
        "university": course.university.uid,
        "course": course.uid,
        "version_uid": version.uid,
    }
