"""What the pages of the workbench show, with every address and word ready."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xingtan.authoring.models import Block, Delivery, Version
from xingtan.authoring.queries.blocks import blocks_of
from xingtan.authoring.queries.outlines import Outline, OutlineSection, outline_of
from xingtan.authoring.queries.reading import read_block
from xingtan.authoring.queries.versions import difference_between
from xingtan.authoring.registry import kinds, references
from xingtan.authoring.rules.difference import Row
from xingtan.catalog import public as catalog
from xingtan.kernel import files
from xingtan.kernel.text import as_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A version in the list of versions."""

    number: int
    change: str
    what: str
    made_by: str
    made_at: datetime
    counts: str
    url: str
    is_newest: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """The outline as the workbench lists it: rows with a level, so that one loop draws it."""

    chapters: tuple[dict[str, Any], ...]
    units: int
    blocks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockOnBench:
    """A block on a unit's page, and what can be done with it."""

    key: str
    kind: str
    title: str
    html: SafeString
    edit_url: str
    place_url: str
    removal_url: str
    is_first: bool
    is_last: bool


def base_of(course: catalog.Course) -> str:
    """Give the address of the course's workbench."""
    return reverse("authoring:workbench", args=(course.university.slug, course.slug))


def bench_of(course: catalog.Course, version: Version | None) -> Bench:
    """Give the outline with addresses."""
    outline = outline_of(version) if version else Outline()
    base = base_of(course)
    return Bench(
        chapters=tuple(
            {
                "title": str(chapter.title) or chapter.key,
                "url": f"{base}titles/{chapter.key}/",
                "sections": [_section(each, base) for each in chapter.sections],
            }
            for chapter in outline.chapters
        ),
        units=len(outline.units),
        blocks=len(outline.blocks),
    )


def _section(section: OutlineSection, base: str) -> dict[str, Any]:
    return {
        "title": str(section.title) or section.key,
        "graded_as": section.graded_as,
        "due_at": section.due_at,
        "url": f"{base}titles/{section.key}/",
        "units": [
            {
                "title": str(unit.title) or unit.key,
                "url": f"{base}units/{unit.key}/",
                "blocks": ngettext("%(count)s block", "%(count)s blocks", len(unit.blocks))
                % {"count": len(unit.blocks)},
            }
            for unit in section.units
        ],
    }


def unit_on_bench(course: catalog.Course, version: Version, unit: str, *, language: str) -> list[BlockOnBench]:
    """Give the blocks of a unit as one reads them, with what can be done with each."""
    keys = outline_of(version).units[unit].blocks
    base = base_of(course)
    return [
        BlockOnBench(
            key=block.key,
            kind=label_of(block.kind),
            title=block.title.in_(language),
            html=read_block(block, language=language, place=lambda key: f"{base}units/{key}/"),
            edit_url=f"{base}blocks/{block.key}/",
            place_url=f"{base}blocks/{block.key}/place/",
            removal_url=f"{base}blocks/{block.key}/removal/",
            is_first=number == 0,
            is_last=number == len(keys) - 1,
        )
        for number, block in enumerate(blocks_of(version, keys))
    ]


def steps_of(course: catalog.Course, versions: Sequence[Version], *, newest: int) -> list[Step]:
    """Give versions as rows of a list."""
    base = base_of(course)
    return [
        Step(
            number=version.number,
            change=change_of(version),
            what=version.what if version.change != Version.Change.UNDONE else "",
            made_by=str(version.made_by) if version.made_by else "",
            made_at=version.made_at,
            counts=counts_in_words(version.counts),
            url=f"{base}versions/{version.number}/",
            is_newest=version.number == newest,
        )
        for version in versions
    ]


def change_of(version: Version) -> str:
    """Say in words what made the version."""
    if version.equals:
        return _("Made again as version %(number)s was") % {"number": version.equals.number}
    return str(version.get_change_display())


def counts_in_words(counts: Mapping[str, int]) -> str:
    """Say how many parts are different."""
    words = {
        "added": _("%(count)s added"),
        "removed": _("%(count)s removed"),
        "changed": _("%(count)s changed"),
        "moved": _("%(count)s moved"),
    }
    return ", ".join(words[name] % {"count": counts[name]} for name in words if counts.get(name))


def differences_in_words(old: Version | None, new: Version) -> list[dict[str, str]]:
    """Give the difference between two versions as rows."""
    return [
        {"sort": _sort(row), "change": _change(row), "title": str(as_text(dict(row.title))) or row.key, "key": row.key}
        for row in difference_between(old, new).rows
    ]


def _sort(row: Row) -> str:
    if row.sort == "block":
        return label_of(row.kind)
    return {
        "chapter": _("Chapter"),
        "section": _("Section"),
        "unit": _("Unit"),
        "file": _("File"),
        "policy": _("Grading"),
        "facts": _("Facts about the course"),
    }[row.sort]


def _change(row: Row) -> str:
    return {"added": _("added"), "removed": _("removed"), "changed": _("changed"), "moved": _("moved")}[row.change]


def label_of(kind: str) -> str:
    """Name a kind of block in the reader's language."""
    known = kinds.named(kind)
    return str(known.label) if known else kind


def deliveries_of(course: catalog.Course, runs: Sequence[catalog.Run]) -> list[dict[str, Any]]:
    """Say which version each run uses: the one it is held at, or the newest. One query."""
    held = {row.run_id: row.version for row in Delivery.objects.filter(run__in=runs).select_related("version")}
    base = base_of(course)
    return [
        {"label": str(run), "held_at": held[run.pk].number if run.pk in held else None, "url": f"{base}runs/{run.uid}/"}
        for run in runs
    ]


def files_of(version: Version) -> list[dict[str, Any]]:
    """Give the files of a version by path, with how many blocks show each."""
    whole = Version.objects.only("files", "blocks", "course_id").get(pk=version.pk)
    digests = [row["digest"] for row in whole.blocks.values()]
    users: Counter[str] = Counter()
    for data in Block.objects.filter(course=whole.course_id, digest__in=digests).values_list("data", flat=True):
        users.update(references.digests_in(data))
    return [
        {
            "path": path,
            "name": path.rpartition("/")[2],
            "size_bytes": row["size_bytes"],
            "media_type": row["media_type"],
            "url": files.address(row["digest"], path.rpartition("/")[2]),
            "blocks": users[row["digest"]],
        }
        for path, row in sorted(whole.files.items())
    ]
