"""What a learner has answered so far."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Max

from xingtan.assessment.models import Attempt
from xingtan.learning.public import Enrollment


@dataclass(frozen=True, slots=True)
class Standing:
    """How a learner stands with one block: attempts used, and the best share of its points so far."""

    used: int
    best: Decimal | None


def latest_attempts(enrollment: Enrollment, keys: Iterable[str]) -> dict[str, Attempt]:
    """Load the last attempt at each of these blocks, in one query."""
    rows = Attempt.objects.of(enrollment, keys).latest().only("key", "number", "answer", "marks", "cleared_at", "at")
    return {row.key: row for row in rows}


def standing_of(enrollment: Enrollment, key: str) -> Standing:
    """Load how the learner stands with one block, in one query."""
    found = Attempt.objects.filter(enrollment=enrollment, key=key).aggregate(used=Max("number"), best=Max("share"))
    return Standing(found["used"] or 0, found["best"])
