"""What SCIM announces."""

from dataclasses import dataclass
from uuid import UUID

from xingtan.kernel.events import Event, event


@event("federation.scim.key_made")
@dataclass(frozen=True, slots=True, kw_only=True)
class KeyMade(Event):
    """A university's directory may push from now on."""

    key: UUID


@event("federation.scim.key_ended")
@dataclass(frozen=True, slots=True, kw_only=True)
class KeyEnded(Event):
    """A directory's key no longer opens anything."""

    key: UUID
