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
