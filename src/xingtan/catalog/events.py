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
