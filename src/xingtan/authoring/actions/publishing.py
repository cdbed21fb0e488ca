"""Making a version: the one place where what a course consists of changes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from xingtan.authoring.actions.writing import Written, store
from xingtan.authoring.events import VersionPublished
from xingtan.authoring.models import Version
from xingtan.authoring.rules.difference import Content, difference
from xingtan.catalog import public as catalog
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.library import public as library
from xingtan.people import public as people


class ChangedMeanwhile(RuleBroken):
    """Somebody saved the same thing after this person opened it."""

    message = _(
        "Somebody else changed this while you were writing. What you wrote is still here: compare it with what is there now, and save again."
    )


class NothingChanged(RuleBroken):
    """A version that equals the last tells nobody anything."""

    message = _("Nothing is different from what was there, so no new version was made.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the next version will hold: JSON, as in the columns of Version."""

    outline: dict[str, Any] = field(default_factory=dict)
    blocks: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)
    policy: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def content(self) -> Content:
        """Give what can differ between two versions."""
        return Content(outline=self.outline, blocks=self.blocks, files=self.files, policy=self.policy, facts=self.facts)

    @property
    def size_bytes(self) -> int:
        """Add up the files, each digest once."""
        return sum({row["digest"]: row["size_bytes"] for row in self.files.values()}.values())


EMPTY = Draft(outline={"chapters": []})


def draft_of(version: Version | None) -> Draft:
    """Begin the next version with what this one holds."""
    if version is None:
        return EMPTY
    return Draft(
        outline=version.outline,
        blocks=version.blocks,
        files=version.files,
        sources=version.sources,
        policy=version.policy,
        facts=version.facts,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A course that nobody else can change until the deed ends."""

    course: catalog.Course
    newest: Version | None
    draft: Draft


def hold(course: catalog.Course) -> Held:
    """Hold the course until the deed ends, and read its newest version whole."""
    course = catalog.lock_course(course)
    newest = Version.objects.filter(course=course).order_by("-number").first()
    return Held(course=course, newest=newest, draft=draft_of(newest))


def publish(
    *,
    held: Held,
    draft: Draft,
    written: Iterable[Written] = (),
    change: Version.Change,
    what: str,
    by: people.Person | None,
    now: datetime,
    equals: Version | None = None,
) -> Version:
    """Make the next version of a course that is held, and announce it."""
    course = held.course
    store(course, written)
    version = Version.objects.create(
        course=course,
        number=held.newest.number + 1 if held.newest else 1,
        change=change,
        what=what[:200],
        made_at=now,
        made_by=by,
        equals=equals,
        counts=difference(held.draft.content, draft.content).counts,
        outline=draft.outline,
        blocks=draft.blocks,
        files=draft.files,
        sources=draft.sources,
        policy=draft.policy,
        facts=draft.facts,
    )
    _enter_files(held, draft, now)
    if course.size_bytes != draft.size_bytes:
        catalog.describe_course(course=course, by=by, size_bytes=draft.size_bytes)

    emit(
        VersionPublished(
            actor=by.uid if by else None,
            university=course.university.uid,
            course=course.uid,
            version_uid=version.uid,
            number=version.number,
        )
    )
    return version


def _enter_files(held: Held, draft: Draft, now: datetime) -> None:
    """Let the library know the files that are new in the course, with the licence of the course."""
    known = {row["digest"] for row in held.draft.files.values()}
    new = [
        library.NewFile(row["digest"], path.rpartition("/")[2], row["media_type"], row["size_bytes"])
        for path, row in draft.files.items()
        if row["digest"] not in known
    ]
    if new:
        library.add_resources(
            files=new,
            university=held.course.university,
            licence=draft.facts.get("licence", ""),
            attribution=draft.facts.get("attribution", ""),
            now=now,
        )
