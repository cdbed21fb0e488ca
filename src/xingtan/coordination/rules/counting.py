"""How far a quota is, when reviews suffice, what marks come to, and when an adopted course bears credit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

MARKS = range(1, 6)


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of what was asked is there."""

    done: int
    wanted: int

    @property
    def shown(self) -> int:
        """Give what a bar shows: never more than was asked."""
        return min(self.done, self.wanted)

    @property
    def is_reached(self) -> bool:
        """Test whether all that was asked is there."""
        return self.done >= self.wanted


def progress(counts: Iterable[int], *, quota: int, parties: int) -> Progress:
    """Count what was accepted against what is asked of so many parties."""
    return Progress(sum(counts), quota * parties)


def is_open(state: str, due_at: datetime | None, now: datetime) -> bool:
    """Test whether a call takes nominations at this moment."""
    return state == "open" and (due_at is None or now < due_at)


def has_enough_reviews(*, given: int, outstanding: int, wanted: int) -> bool:
    """Test whether the committee can decide: as many reviews as were asked for, and nobody still at work."""
    return given >= wanted and outstanding == 0


def marks_are_whole(marks: Mapping[str, int], criteria: Iterable[str]) -> bool:
    """Test whether there is a mark from one to five for each criterion, and for nothing else."""
    return set(marks) == set(criteria) and all(mark in MARKS for mark in marks.values())


def mean_of(marks: Sequence[Mapping[str, int]]) -> dict[str, Decimal]:
    """Give the mean mark of each criterion, to one place."""
    found: dict[str, list[int]] = {}
    for each in marks:
        for criterion, mark in each.items():
            found.setdefault(criterion, []).append(mark)
    return {
        criterion: (Decimal(sum(given)) / len(given)).quantize(Decimal("0.1"), ROUND_HALF_UP)
        for criterion, given in found.items()
    }


def bears_credit(*, amount: Decimal | None, has_responsible: bool) -> bool:
    """Test whether an adopted course may carry credit: only if a teacher of the university answers for it."""
    return amount is None or (amount > 0 and has_responsible)
