"""What notices announce."""

from dataclasses import dataclass
from uuid import UUID

from xingtan.kernel.events import Event, event


@event("notices.delivered")
@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered(Event):
    """People were told something."""

    kind: str
    people: list[UUID]
