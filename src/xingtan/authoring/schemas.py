"""Shapes of what programs send to authoring and get from it."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, Field

from xingtan.kernel.dates import EARLIEST, LATEST

Moment = Annotated[AwareDatetime, Field(ge=EARLIEST, le=LATEST)]


class VersionOut(Schema):
    """A version of a course. `difference` counts what differs from the one before."""

    uid: UUID
    number: int
    change: str
    what: str
    made_at: datetime
    difference: dict[str, int]


class VersionsOut(Schema):
    """Versions, the newest first."""

    count: int
    versions: list[VersionOut]


class DifferenceOut(Schema):
    """One thing that differs from the version before."""

    sort: str
    change: str
    key: str
    kind: str
    title: dict[str, str]


class OutlineOut(Schema):
    """What a version consists of, by name: chapters, their sections, their units, keys of blocks."""

    number: int
    outline: dict[str, Any]


class HeadingPlace(Schema):
    """Where a chapter, section or unit goes; beyond the end is the end, and no number is the end."""

    parent: str = ""
    at: int | None = None


class HeadingIn(HeadingPlace):
    """A chapter, section or unit to be added, empty: its title by language, and where."""

    level: Literal["chapter", "section", "unit"]
    title: dict[str, str]


class HeadingEdit(Schema):
    """What is to be different. What is left out stays; `due_at` and `graded_as` are for sections."""

    title: dict[str, str] | None = None
    due_at: Moment | None = None
    graded_as: str | None = None


class HeadingOut(Schema):
    """The chapter, section or unit, and the version that was made."""

    key: str
    version: int


class FindingOut(Schema):
    """What became of one element, and why."""

    place: str
    what: str
    why: str
    detail: str = ""


class ReportOut(Schema):
    """What became of every element: each is in exactly one list."""

    elements: int = 0
    kept: list[FindingOut] = []
    changed: list[FindingOut] = []
    unsupported: list[FindingOut] = []
    errors: list[FindingOut] = []


class IntakeOut(Schema):
    """A file that was brought: where the work on it stands, its report, the version it became."""

    uid: UUID
    name: str
    format: str
    status: str
    done: int
    total: int
    sentence: str
    report: ReportOut | None
    version: int | None


class BringIn(Schema):
    """Where a course goes that was looked through: a new one at this address, or a course that is there."""

    slug: str = ""
    course: UUID | None = None


class BrokenOut(Schema):
    """A rule that was broken, in words."""

    detail: str
