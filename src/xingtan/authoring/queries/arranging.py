"""The outline as rows, for the page on which it is arranged; and one heading of it, with what would go with it."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xingtan.authoring.models import Version
from xingtan.authoring.rules import outlines
from xingtan.authoring.rules.digests import digest
from xingtan.kernel.errors import NotThere
from xingtan.kernel.text import Text, as_text


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


def arranged(version: Version | None) -> list[dict[str, Any]]:
    """Give all chapters, sections and units in order, as rows with a level: one loop draws them."""
    every = list(outlines.headings(_outline(version)))
    inside = Counter(each.parent for each in every)
    above = {level: [each.part["key"] for each in every if each.level == level] for level in ("chapter", "section")}
    parents = {"chapter": [""], "section": above["chapter"], "unit": above["section"]}
    rows = []
    for each in every:
        key = each.part["key"]
        count = len(each.part["blocks"]) if each.level == "unit" else inside[key]
        words, add = {
            "chapter": (ngettext("%(count)s section", "%(count)s sections", count), _("Add a section")),
            "section": (ngettext("%(count)s unit", "%(count)s units", count), _("Add a unit")),
            "unit": (ngettext("%(count)s block", "%(count)s blocks", count), ""),
        }[each.level]
        row = {"key": key, "level": each.level, "title": as_text(each.part["title"])}
        row |= {"inside": words % {"count": count}, "add": add}
        row["is_first"] = each.at == 0 and each.parent == parents[each.level][0]
        row["is_last"] = each.at == inside[each.parent] - 1 and each.parent == parents[each.level][-1]
        rows.append(row)
    return rows


def standing_of(version: Version | None, key: str) -> Standing:
    """Find a chapter, section or unit where it stands.

    :raises NotThere: if the version has none by this key
    """
    outline = _outline(version)
    try:
        found = outlines.heading_of(outline, key)
    except outlines.Missing:
        raise NotThere from None
    sections = found.part.get("sections", [])
    units = found.part.get("units", [unit for section in sections for unit in section["units"]])
    inside = Counter(each.parent for each in outlines.headings(outline) if each.part["key"] != key)
    return Standing(
        key=key,
        level=found.level,
        title=as_text(found.part["title"]),
        parent=found.parent,
        at=found.at,
        seen=digest(found.part),
        sections=len(sections),
        units=len(units),
        blocks=sum(len(unit["blocks"]) for unit in units) + len(found.part.get("blocks", [])),
        parents=tuple(
            (each["key"], as_text(each["title"]), inside[each["key"]])
            for each in outlines.parents_for(outline, found.level)
        ),
    )


def _outline(version: Version | None) -> dict[str, Any]:
    return Version.objects.values_list("outline", flat=True).get(pk=version.pk) if version else {}
