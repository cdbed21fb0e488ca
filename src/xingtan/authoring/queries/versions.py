"""Which version a run uses, and which is the newest of a course."""

from collections.abc import Iterable
from typing import TypeAlias

from django.db import models
from django.db.models import OuterRef, Subquery

from xingtan.authoring.models import Delivery, Version
from xingtan.authoring.queries.blocks import ReadBlock, blocks_of
from xingtan.authoring.queries.outlines import Outline, OutlineChapter, OutlineSection, OutlineUnit, outline_of
from xingtan.authoring.rules.difference import Content, Difference, difference
from xingtan.catalog import public as catalog
from xingtan.kernel.errors import NotThere
from xingtan.kernel.prepared import Prepared

AnyHeading: TypeAlias = OutlineChapter | OutlineSection | OutlineUnit
_used = Prepared[Version](
    lambda run, course: Version.objects.used_by(run=run, course=course).light()[:1],
    run=models.BigIntegerField(),
    course=models.BigIntegerField(),
)


def version_of(run: catalog.Run) -> Version | None:
    """Find the version this run uses, in one query; a course without content has none."""
    return _used.first(run=run.pk, course=run.course_id)


def versions_of(runs: Iterable[catalog.Run]) -> dict[int, Version]:
    """Find the versions these runs use, by the key of the run, in three queries at most."""
    asked = list(runs)
    held = dict(Delivery.objects.filter(run__in=[run.pk for run in asked]).values_list("run_id", "version_id"))
    pinned = Version.objects.light().in_bulk(set(held.values())) if held else {}
    newest = newest_versions({run.course_id for run in asked if run.pk not in held})
    found = {run.pk: pinned[held[run.pk]] if run.pk in held else newest.get(run.course_id) for run in asked}
    return {key: version for key, version in found.items() if version}


def newest_version(course: catalog.Course) -> Version | None:
    """Find the newest version of the course."""
    return Version.objects.filter(course=course).light().order_by("-number").first()


def newest_versions(courses: Iterable[int]) -> dict[int, Version]:
    """Find the newest version of each course, by the key of the course, in one query."""
    newest = Version.objects.filter(course=OuterRef("course")).order_by("-number").values("number")[:1]
    rows = Version.objects.filter(course__in=list(courses), number=Subquery(newest)).light()
    return {row.course_id: row for row in rows}


def difference_between(old: Version | None, new: Version) -> Difference:
    """Say what is different between two versions of a course; with no older one, all is new. One query."""
    rows = Version.objects.in_bulk([each.pk for each in (old, new) if each])
    return difference(content_of(rows[old.pk]) if old else Content(), content_of(rows[new.pk]))


def content_of(version: Version) -> Content:
    """Give what can differ between this version and another. It is read whole."""
    return Content(
        outline=version.outline,
        blocks=version.blocks,
        files=version.files,
        policy=version.policy,
        facts=version.facts,
    )


def unit_in_newest(course: catalog.Course, key: str) -> tuple[Version, OutlineUnit]:
    """Find a unit in the newest version.

    :raises NotThere: if it has none by this key
    """
    newest = newest_version(course)
    unit = outline_of(newest).unit(key) if newest else None
    if newest is None or unit is None:
        raise NotThere
    return newest, unit


def heading_in_newest(course: catalog.Course, key: str) -> tuple[Version, AnyHeading]:
    """Find a chapter, a section or a unit in the newest version.

    :raises NotThere: if it has none by this key
    """
    newest = newest_version(course)
    outline = outline_of(newest) if newest else Outline()
    every: tuple[AnyHeading, ...] = (*outline.sections, *outline.units.values(), *outline.chapters)
    found = next((each for each in every if each.key == key), None)
    if newest is None or found is None:
        raise NotThere
    return newest, found


def block_in_newest(course: catalog.Course, key: str) -> tuple[Version, ReadBlock]:
    """Find a block in the newest version.

    :raises NotThere: if it has none by this key
    """
    newest = newest_version(course)
    found = blocks_of(newest, [key]) if newest else []
    if newest is None or not found:
        raise NotThere
    return newest, found[0]
