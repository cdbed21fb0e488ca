"""What the library announces."""

from dataclasses import dataclass
from uuid import UUID

from xingtan.kernel.events import Event, event


@event("library.resource_added")
@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceAdded(Event):
    """A university keeps a file that it did not keep before."""

    resource: UUID
    digest: str
    media_type: str


@event("library.resource_ready")
@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceReady(Event):
    """Every rendition of a file is made."""

    digest: str
