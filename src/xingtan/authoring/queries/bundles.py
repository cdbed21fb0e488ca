"""A version as a bundle again, for an export."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from xingtan.authoring.models import Block, Version
from xingtan.authoring.queries.facts import catalog_fields, facts_of
from xingtan.authoring.registry.bundle import (
    Bundle,
    BundleBlock,
    BundleFile,
    Facts,
    Level,
    Policy,
    Source,
    chapters_of,
)
from xingtan.catalog import public as catalog
from xingtan.kernel import files


def bundle_of(version: Version) -> Bundle:
    """Give the whole of a version as a bundle, with what the catalogue says of the course today.

    All text files it was read from are in it; which of them still say what the course says, the format finds out.
    """
    version = Version.objects.select_related("course", "course__university", "course__subject").get(pk=version.pk)
    digests = [row["digest"] for row in version.blocks.values()]
    blocks = {
        row.key: BundleBlock(key=row.key, kind=row.kind, title=dict(row.title), data=row.data)
        for row in Block.objects.filter(course=version.course, digest__in=digests)
    }
    facts, dates = facts_of(version.facts)
    return Bundle(
        facts=_said_today(version, facts),
        dates=dates,
        policy=Policy.from_json(version.policy),
        chapters=chapters_of(version.outline, blocks),
        files={path: _file(path, row) for path, row in version.files.items()},
        sources={path: _source(path, row) for path, row in version.sources.items()},
        format="version",
    )


def _said_today(version: Version, facts: Facts) -> Facts:
    """Let the catalogue's words stand in for those of the version where a person changed them there."""
    course, kept = version.course, catalog_fields(version.facts, version.files)
    changed: dict[str, Any] = {
        name: dict(getattr(course, name))
        for name in ("title", "summary", "about", "certificate")
        if getattr(course, name) != kept.get(name, {})
    }
    for name in ("outcomes", "languages"):
        if getattr(course, name) != kept.get(name, []):
            changed[name] = tuple(getattr(course, name))
    for name, empty in (("licence", ""), ("attribution", ""), ("workload_hours", None)):
        if getattr(course, name) != kept.get(name, empty):
            changed[name] = getattr(course, name)
    if course.level != kept.get("level", catalog.Level.INTRODUCTORY):
        changed["level"] = LEVELS_OF_FACTS[course.level]
    if course.subject and course.subject != kept.get("subject"):
        changed["subject"] = course.subject.code
    return replace(facts, **changed)


LEVELS_OF_FACTS: dict[str, Level] = {
    catalog.Level.INTRODUCTORY: "beginner",
    catalog.Level.INTERMEDIATE: "intermediate",
    catalog.Level.ADVANCED: "advanced",
}


def _file(path: str, row: Mapping[str, Any]) -> BundleFile:
    return BundleFile(
        path=path,
        digest=row["digest"],
        size_bytes=row["size_bytes"],
        media_type=row["media_type"],
        open=partial(files.open, row["digest"]),
    )


def _source(path: str, row: Mapping[str, Any]) -> Source:
    return Source(
        path=path,
        digest=row["digest"],
        size_bytes=row["size_bytes"],
        blocks=tuple(row["blocks"]),
        open=partial(files.open, row["digest"]),
    )
