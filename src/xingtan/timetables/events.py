"""What this room announces."""

from dataclasses import dataclass
from uuid import UUID

from xingtan.kernel.events import Event, event


@event("timetables.term_set")
@dataclass(frozen=True, slots=True, kw_only=True)
class TermSet(Event):
    """A university has a term, or its days were changed."""

    term: UUID


@event("timetables.planned")
@dataclass(frozen=True, slots=True, kw_only=True)
class TimetablePlanned(Event):
    """A timetable was planned.

    :param kind: what was brought: csv, ics, hand; again where only the days of the term were changed
    :param new: sessions that were not there before
    :param changed: sessions that are at another time, in another room or way
    :param called_off: sessions that the timetable no longer has
    """

    term: UUID
    intake: UUID
    kind: str
    new: int
    changed: int
    called_off: int


@event("timetables.changes_told")
@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesTold(Event):
    """Those concerned were told of changes, because somebody said so.

    :param people: how many
    """

    term: UUID
    announcement: UUID
    people: int


@event("timetables.clash_accepted")
@dataclass(frozen=True, slots=True, kw_only=True)
class ClashAccepted(Event):
    """Somebody saw a clash and lets it stand.

    :param kind: teacher, room or student
    """

    term: UUID
    kind: str
