"""The outline as rows, for the page on which it is arranged; and one heading of it, with what would go with it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xingtan.authoring.models import Version
from xingtan.authoring.queries.outlines import Outline, OutlineChapter, OutlineSection, OutlineUnit
from xingtan.authoring.rules import outlines
from xingtan.authoring.rules.digests import digest
from xingtan.kernel.errors import NotThere
from xingtan.kernel.text import Text, as_text


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingRow:
    """A chapter, section or unit on the page where the outline is arranged."""

    key: str
    level: str
    title: Text
    inside: str
    """How much is in it, in words."""
    add: str
    """What can be added in it, in words; empty for a unit."""
    is_first: bool
    is_last: bool


def arranged(outline: Outline) -> list[HeadingRow]:
    """Give all chapters, sections and units in order, as rows with a level: one loop draws them."""
    rows: list[HeadingRow] = []
    last_section = outline.sections[-1].key if outline.sections else ""
    last_unit = outline.order[-1] if outline.order else ""
    for number, chapter in enumerate(outline.chapters):
        at_end = number == len(outline.chapters) - 1
        count = len(chapter.sections)
        inside = ngettext("%(count)s section", "%(count)s sections", count) % {"count": count}
        rows.append(_heading_row(chapter, "chapter", inside, _("Add a section"), is_first=not number, is_last=at_end))
        for place, section in enumerate(chapter.sections):
            count = len(section.units)
            inside = ngettext("%(count)s unit", "%(count)s units", count) % {"count": count}
            is_last = at_end and section.key == last_section
            rows.append(
                _heading_row(section, "section", inside, _("Add a unit"), is_first=not number + place, is_last=is_last)
            )
            for unit in section.units:
                count = len(unit.blocks)
                inside = ngettext("%(count)s block", "%(count)s blocks", count) % {"count": count}
                is_first = not number + place and unit.key == section.units[0].key
                is_last = at_end and section.key == last_section and unit.key == last_unit
                rows.append(_heading_row(unit, "unit", inside, "", is_first=is_first, is_last=is_last))
    return rows


def _heading_row(
    heading: OutlineChapter | OutlineSection | OutlineUnit,
    level: str,
    inside: str,
    add: str,
    *,
    is_first: bool,
    is_last: bool,
) -> HeadingRow:
    return HeadingRow(
        key=heading.key, level=level, title=heading.title, inside=inside, add=add, is_first=is_first, is_last=is_last
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A chapter, section or unit where it stands, and what is in it."""

    key: str
    level: outlines.Level
    title: Text
    parent: str
    at: int
    seen: str
    """Sums it up, so that it can be told whether it is still what somebody looked at."""
    sections: int
    units: int
    blocks: int
    parents: tuple[tuple[str, Text, int], ...]
    """What it can stand in: key, title, how many of its level are there without itself."""


def standing_of(version: Version | None, key: str) -> Standing:
    """Find a chapter, section or unit where it stands.

    :raises NotThere: if the version has none by this key
    """
    outline: dict[str, Any] = Version.objects.values_list("outline", flat=True).get(pk=version.pk) if version else {}
    try:
        found = outlines.heading_of(outline, key)
    except outlines.Missing:
        raise NotThere from None
    inside = [each for each in outlines.headings({"chapters": _as_chapters(found)}) if each.part["key"] != key]
    units = [found.part] if found.level == "unit" else [each.part for each in inside if each.level == "unit"]
    counts: dict[str, int] = {}
    for each in outlines.headings(outline):
        if each.level == found.level and each.part["key"] != key:
            counts[each.parent] = counts.get(each.parent, 0) + 1
    return Standing(
        key=key,
        level=found.level,
        title=as_text(found.part["title"]),
        parent=found.parent,
        at=found.at,
        seen=digest(found.part),
        sections=sum(1 for each in inside if each.level == "section") if found.level == "chapter" else 0,
        units=len(units) if found.level != "unit" else 0,
        blocks=sum(len(unit["blocks"]) for unit in units),
        parents=tuple(
            (each["key"], as_text(each["title"]), counts.get(each["key"], 0))
            for each in outlines.parents_for(outline, found.level)
        ),
    )


def _as_chapters(found: outlines.Heading) -> list[Any]:
    if found.level == "chapter":
        return [found.part]
    sections = [found.part] if found.level == "section" else []
    return [{"key": "", "title": {}, "sections": sections}]
