"""What readiness announces."""

from dataclasses import dataclass
from uuid import UUID

from xingtan.kernel.events import Event, event


@event("readiness.drill_chosen")
@dataclass(frozen=True, slots=True, kw_only=True)
class DrillChosen(Event):
    """A university chose the course that its teachers are to finish first."""

    course: UUID


@event("readiness.devices_tested")
@dataclass(frozen=True, slots=True, kw_only=True)
class DevicesTested(Event):
    """Somebody said that their microphone or camera works."""

    has_microphone: bool
    has_camera: bool


@event("readiness.teachers_reminded")
@dataclass(frozen=True, slots=True, kw_only=True)
class TeachersReminded(Event):
    """Somebody reminded teachers of what is lacking."""

    people: list[UUID]


@event("readiness.colleagues_paired")
@dataclass(frozen=True, slots=True, kw_only=True)
class ColleaguesPaired(Event):
    """An experienced colleague stands by one who is new."""

    novice: UUID
    mentor: UUID


@event("readiness.pairing_ended")
@dataclass(frozen=True, slots=True, kw_only=True)
class PairingEnded(Event):
    """A pair of colleagues is one no longer."""

    novice: UUID
    mentor: UUID
