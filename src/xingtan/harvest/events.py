"""What the harvest announces."""

from dataclasses import dataclass
from uuid import UUID

from xingtan.kernel.events import Event, event


@event("harvest.feed_set_up")
@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSetUp(Event):
    """A platform's catalogue will be gathered, or will be gathered differently."""

    feed: UUID
    platform: UUID


@event("harvest.harvest_ended")
@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestEnded(Event):
    """A pass over a feed came to an end, well or not."""

    harvest: UUID
    feed: UUID
    platform: UUID
    status: str


@event("harvest.pass_held")
@dataclass(frozen=True, slots=True, kw_only=True)
class PassHeld(Event):
    """More than half of what a feed listed was suddenly missing; a person decides whether it is gone."""

    hold: UUID
    feed: UUID
    platform: UUID
    missing: int


@event("harvest.hold_decided")
@dataclass(frozen=True, slots=True, kw_only=True)
class HoldDecided(Event):
    """A person said whether what is missing is gone."""

    hold: UUID
    feed: UUID
    platform: UUID
    is_gone: bool


@event("harvest.sheet_signed_off")
@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSignedOff(Event):
    """Somebody who speaks for the platform stood up for courses that were filled in by hand."""

    sheet: UUID
    platform: UUID
    courses: int
