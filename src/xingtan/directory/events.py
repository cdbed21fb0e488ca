"""What the directory announces."""

from dataclasses import dataclass
from uuid import UUID

from xingtan.kernel.events import Event, event


@event("directory.solution_submitted")
@dataclass(frozen=True, slots=True, kw_only=True)
class SolutionSubmitted(Event):
    """Somebody proposed a solution for the list."""

    solution: UUID


@event("directory.solution_described")
@dataclass(frozen=True, slots=True, kw_only=True)
class SolutionDescribed(Event):
    """An entry has new facts; the old ones are kept."""

    solution: UUID
    number: int


@event("directory.solution_stepped")
@dataclass(frozen=True, slots=True, kw_only=True)
class SolutionStepped(Event):
    """An entry stands somewhere else now: checked, reviewed, listed, due, delisted, declined."""

    solution: UUID
    status: str


@event("directory.solution_flagged")
@dataclass(frozen=True, slots=True, kw_only=True)
class SolutionFlagged(Event):
    """The address of an entry failed three weekly checks in a row."""

    solution: UUID


@event("directory.information_reported")
@dataclass(frozen=True, slots=True, kw_only=True)
class InformationReported(Event):
    """Somebody says that an entry is wrong."""

    solution: UUID
    report: UUID
