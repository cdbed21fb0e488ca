"""What the catalogue announces."""

from dataclasses import dataclass
from uuid import UUID

from xingtan.kernel.events import Event, event


@event("catalog.course_described")
@dataclass(frozen=True, slots=True, kw_only=True)
class CourseDescribed(Event):
    """What the catalogue says of a course changed."""

    course: UUID


@event("catalog.course_published")
@dataclass(frozen=True, slots=True, kw_only=True)
class CoursePublished(Event):
    """Anyone may see the course now."""

    course: UUID


@event("catalog.course_withdrawn")
@dataclass(frozen=True, slots=True, kw_only=True)
class CourseWithdrawn(Event):
    """The catalogue no longer shows the course."""

    course: UUID


@event("catalog.run_opened")
@dataclass(frozen=True, slots=True, kw_only=True)
class RunOpened(Event):
    """A run can be seen, and places taken when its enrolment opens."""

    course: UUID
    run: UUID


@event("catalog.role_given")
@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRoleGiven(Event):
    """A person now serves a course."""

    course: UUID
    person: UUID
    role: str


@event("catalog.role_withdrawn")
@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRoleWithdrawn(Event):
    """A person no longer serves a course."""

    course: UUID
    person: UUID
    role: str


@event("catalog.run_changed")
@dataclass(frozen=True, slots=True, kw_only=True)
class RunChanged(Event):
    """The dates or places of a run changed."""

    course: UUID
    run: UUID


@event("catalog.platform_registered")
@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformRegistered(Event):
    """A partner platform lets its courses be found here."""

    platform: UUID


@event("catalog.platform_changed")
@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformChanged(Event):
    """What is known of a platform changed, or it left."""

    platform: UUID


@event("catalog.courses_gathered")
@dataclass(frozen=True, slots=True, kw_only=True)
class CoursesGathered(Event):
    """A platform told of these courses: new ones, or something about them changed."""

    platform: UUID
    courses: list[UUID]


@event("catalog.courses_vanished")
@dataclass(frozen=True, slots=True, kw_only=True)
class CoursesVanished(Event):
    """A platform no longer shows these courses."""

    platform: UUID
    courses: list[UUID]


@event("catalog.courses_merged")
@dataclass(frozen=True, slots=True, kw_only=True)
class CoursesMerged(Event):
    """Two entries are one course; only ``course`` is still found."""

    course: UUID
    other: UUID


@event("catalog.courses_split")
@dataclass(frozen=True, slots=True, kw_only=True)
class CoursesSplit(Event):
    """What was merged is two courses again."""

    course: UUID
    other: UUID


@event("catalog.courses_turned")
@dataclass(frozen=True, slots=True, kw_only=True)
class CoursesTurned(Event):
    """Time went by, and these courses can now be begun at once, or soon, or no longer."""

    courses: list[UUID]


@event("catalog.programme_described")
@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeDescribed(Event):
    """A programme is new, or what it says or holds changed."""

    programme: UUID
