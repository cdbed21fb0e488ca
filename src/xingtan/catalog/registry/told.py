"""A course as the catalogue tells it to other programs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from xingtan.catalog.registry.facts import Facts


@dataclass(frozen=True, slots=True)
class Told:
    """A course as it is told to others. What may no longer be shown has no facts; that it is gone may be known.

    :param path: of its page here
    :param sources: the platforms that list it: slug, address, when it was last seen there
    """

    pk: int
    uid: UUID
    changed_at: datetime
    is_shown: bool
    path: str
    university: str
    subject: str
    platform: str
    facts: Facts | None
    sources: Sequence[tuple[str, str, datetime]] = ()
