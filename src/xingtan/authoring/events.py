"""What authoring announces."""

from dataclasses import dataclass
from uuid import UUID

from xingtan.kernel.events import Event, event


@event("authoring.version_published")
@dataclass(frozen=True, slots=True, kw_only=True)
class VersionPublished(Event):
    """A course has a new version, and every run that is not held at an older one uses it."""

    course: UUID
    version_uid: UUID
    number: int


@event("authoring.taken_in")
@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn(Event):
    """A whole course came in from outside and became a version."""

    course: UUID
    version_uid: UUID


@event("authoring.delivered")
@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered(Event):
    """A run is held at one version, or (with no version) follows the newest again."""

    run: UUID
    version_uid: UUID | None = None


@event("authoring.heading_added")
@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingAdded(Event):
    """A chapter, section or unit was added, empty; ``authoring.version_published`` tells of the version too."""

    course: UUID
    version_uid: UUID
    key: str
    level: str


@event("authoring.headings_edited")
@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingsEdited(Event):
    """Titles of chapters, sections or units were changed, or the dates and grading of sections."""

    course: UUID
    version_uid: UUID
    keys: list[str]


@event("authoring.heading_moved")
@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingMoved(Event):
    """A chapter, section or unit stands elsewhere in the course."""

    course: UUID
    version_uid: UUID
    key: str
    level: str


@event("authoring.heading_removed")
@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingRemoved(Event):
    """A chapter, section or unit was taken out with these blocks. Earlier versions keep them, and learners what they did."""

    course: UUID
    version_uid: UUID
    key: str
    level: str
    blocks: list[str]
