"""What this room announces."""

from dataclasses import dataclass
from uuid import UUID

from xingtan.kernel.events import Event, event


@event("readers.search_saved")
@dataclass(frozen=True, slots=True, kw_only=True)
class SearchSaved(Event):
    """Somebody wants to hear of new courses that fit a search."""

    search: UUID
    pace: str


@event("readers.search_forgotten")
@dataclass(frozen=True, slots=True, kw_only=True)
class SearchForgotten(Event):
    """Somebody no longer wants to hear of a search."""

    search: UUID


@event("readers.interest_noted")
@dataclass(frozen=True, slots=True, kw_only=True)
class InterestNoted(Event):
    """Somebody wants to know when a course opens."""

    course: UUID


@event("readers.interest_forgotten")
@dataclass(frozen=True, slots=True, kw_only=True)
class InterestForgotten(Event):
    """Somebody no longer wants to know when a course opens."""

    course: UUID


@event("readers.correction_reported")
@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionReported(Event):
    """Somebody says that an entry is wrong.

    :param platform: where the entry came from; none for a course of ours
    """

    correction: UUID
    course: UUID
    platform: UUID | None = None
    what: str


@event("readers.correction_settled")
@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionSettled(Event):
    """Somebody dealt with a report of something wrong."""

    correction: UUID
    course: UUID
