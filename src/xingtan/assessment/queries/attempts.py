"""What a learner has answered so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from xingtan.assessment.models import Attempt
from xingtan.learning.public import Enrollment


@dataclass(frozen=True, slots=True)
class Standing:
    """How a learner stands with one block: attempts used, and the best share of its points so far."""

    used: int
    best: Decimal | None


def latest_attempts(enrollment: Enrollment, keys: Sequence[str]) -> dict[str, Attempt]:
    """Load the last attempt at each of these blocks, in one query."""
    rows = Attempt.objects.of(enrollment, keys).only("key", "number", "answer", "marks", "cleared_at")
    # For one block, as after an answer, the plainer question is answered sooner.
    found = rows.order_by("-number")[:1] if len(keys) == 1 else rows.newest()
    return {row.key: row for row in found}


def standing_of(enrollment: Enrollment, key: str) -> Standing:
    """Load how the learner stands with one block, in one query."""
    rows = Attempt.objects.of(enrollment, [key]).order_by("-number").values_list("number", "best")
    for used, best in rows[:1]:
        return Standing(used, best)
    return Standing(0, None)
