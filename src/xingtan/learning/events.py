"""What learning announces."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from xingtan.kernel.events import Event, event


@event("learning.enrolled")
@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled(Event):
    """A learner took a place on a run, for the first time."""

    enrollment: UUID
    run: UUID


@event("learning.withdrawn")
@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(Event):
    """A learner left a run, or was taken out."""

    enrollment: UUID
    run: UUID


@event("learning.returned")
@dataclass(frozen=True, slots=True, kw_only=True)
class Returned(Event):
    """A learner who had left came back, and found everything as it was."""

    enrollment: UUID
    run: UUID


@event("learning.started")
@dataclass(frozen=True, slots=True, kw_only=True)
class Started(Event):
    """A learner opened a unit of the run for the first time."""

    enrollment: UUID
    run: UUID


@event("learning.blocks_completed")
@dataclass(frozen=True, slots=True, kw_only=True)
class BlocksCompleted(Event):
    """A learner completed blocks that were not complete before."""

    enrollment: UUID
    run: UUID
    keys: list[str]


@event("learning.result_recorded")
@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRecorded(Event):
    """A block was scored. The last one for an enrollment and key counts."""

    enrollment: UUID
    run: UUID
    key: str
    score: Decimal
    possible: Decimal


@event("learning.run_completed")
@dataclass(frozen=True, slots=True, kw_only=True)
class RunCompleted(Event):
    """A learner did what the course asks; announced once for an enrollment.

    ``grade`` is a share of one, or None where the course has no points; ``actor`` is the learner.
    """

    enrollment: UUID
    run: UUID
    course: UUID
    grade: Decimal | None = None


@event("learning.bookmarked")
@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmarked(Event):
    """A learner put a bookmark."""

    enrollment: UUID
    key: str


@event("learning.bookmark_forgotten")
@dataclass(frozen=True, slots=True, kw_only=True)
class BookmarkForgotten(Event):
    """A learner took a bookmark out."""

    enrollment: UUID
    key: str


@event("learning.date_extended")
@dataclass(frozen=True, slots=True, kw_only=True)
class DateExtended(Event):
    """One learner has a later date: for one section, or (where it is empty) for the end of the run."""

    enrollment: UUID
    section: str


@event("learning.announced")
@dataclass(frozen=True, slots=True, kw_only=True)
class Announced(Event):
    """A teacher wrote to the learners of a run, or to a group of them."""

    announcement: UUID
    run: UUID
