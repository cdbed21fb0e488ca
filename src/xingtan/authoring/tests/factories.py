"""Small courses as bundles, and a course of a university to put them in."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from xingtan.authoring import actions
from xingtan.authoring.models import Version
from xingtan.authoring.registry.bundle import (
    Bundle,
    BundleBlock,
    BundleFile,
    Chapter,
    Facts,
    Grader,
    Policy,
    Report,
    Section,
    Source,
    Unit,
)
from xingtan.catalog import public as catalog
from xingtan.universities import public as universities

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
PICTURE = BundleFile.of_bytes("media/fern.png", b"\x89PNG\r\n\x1a\nfern", "image/png")
NOTES = BundleFile.of_bytes("documents/notes.pdf", b"%PDF-1.4 notes", "application/pdf")


def text(key: str, html: str = "<p>Ferns are old.</p>", *, title: str = "") -> BundleBlock:
    return BundleBlock(key=key, kind="text", title={"en": title or key.title()}, data={"html": html})


def document(key: str, file: BundleFile = NOTES) -> BundleBlock:
    data = {"file": file.digest, "name": file.name, "media_type": file.media_type, "size_bytes": file.size_bytes}
    return BundleBlock(key=key, kind="document", title={"en": "Notes"}, data=data)


def unit(key: str, *blocks: BundleBlock, title: str = "") -> Unit:
    return Unit(key=key, title={"en": title or key.title()}, blocks=blocks)


def bundle(*units: Unit, title: str = "Ferns", **facts: Any) -> Bundle:
    """Make a course of one chapter and one section, with these units or two of its own."""
    given = units or (
        unit("welcome", text("hello"), text("picture", f'<p><img src="{PICTURE.reference}" alt="A fern"></p>')),
        unit("reading", document("notes"), text("goodbye")),
    )
    section = Section(key="week", title={"en": "Week one"}, units=given, graded_as="quiz")
    return Bundle(
        facts=Facts(**{"slug": "ferns", "title": {"en": title}, "languages": ("en",), **facts}),
        policy=Policy(graders=(Grader(name="quiz", weight=Decimal(1)),)),
        chapters=(Chapter(key="part", title={"en": "Part one"}, sections=(section,)),),
        files={file.path: file for file in (PICTURE, NOTES)},
        format="test",
        report=Report(),
    )


def with_sources(made: Bundle) -> Bundle:
    """Give the bundle a manifest and a file for each unit, as our own folder has them."""
    sources = {}
    for path, blocks in {
        "course.yaml": (),
        **{f"{each.key}.md": tuple(block.key for block in each.blocks) for each in made.units()},
    }.items():
        packed = BundleFile.of_bytes(path, f"source of {path}".encode(), "text/plain")
        sources[path] = Source(
            path=path, digest=packed.digest, size_bytes=packed.size_bytes, blocks=blocks, open=packed.open
        )
    return Bundle(**{**{name: getattr(made, name) for name in made.__dataclass_fields__}, "sources": sources})


def take_in(university: universities.University, made: Bundle | None = None, **asked: Any) -> Version:
    """Take a course in, as a new course unless one is named."""
    return actions.take_in(
        bundle=made or bundle(), university=university, **{"course": None, "by": None, "now": NOW, **asked}
    )


def course_of(version: Version) -> catalog.Course:
    """Give the course that the version is of."""
    return catalog.Course.objects.select_related("university").get(pk=version.course_id)
