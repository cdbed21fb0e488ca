"""What this room announces."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from xingtan.kernel.events import Event, event


@event("outlets.handed_over")
@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver(Event):
    """A version of a course was handed to a platform elsewhere, after a pre-flight that found nothing."""

    outlet: UUID
    course: UUID
    platform: UUID
    number: int


@event("outlets.counted")
@dataclass(frozen=True, slots=True, kw_only=True)
class Counted(Event):
    """A platform reported how many learners a course of ours had there up to a day."""

    outlet: UUID
    course: UUID
    platform: UUID
    as_of: date
    enrollments: int


@event("outlets.ended")
@dataclass(frozen=True, slots=True, kw_only=True)
class Ended(Event):
    """A course of ours is no longer listed on a platform."""

    outlet: UUID
    course: UUID
    platform: UUID


@event("outlets.fell_behind")
@dataclass(frozen=True, slots=True, kw_only=True)
class FellBehind(Event):
    """The course changed after it was handed over; its teachers were told."""

    outlet: UUID
    course: UUID
    platform: UUID


@event("outlets.demands_changed")
@dataclass(frozen=True, slots=True, kw_only=True)
class DemandsChanged(Event):
    """What a platform asks of a course changed."""

    platform: UUID
