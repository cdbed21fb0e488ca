"""What a learner has answered so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import models

from xingtan.assessment.models import Attempt
from xingtan.kernel.prepared import Prepared
from xingtan.learning.public import Enrollment


@dataclass(frozen=True, slots=True)
class Standing:
    """How a learner stands with one block: attempts used, and the best share of its points so far."""

    used: int
    best: Decimal | None


_last = Prepared[Attempt](
    lambda place, key: (
        Attempt.objects.filter(enrollment=place, key=key)
        .order_by("-number")
        .only("key", "number", "answer", "marks", "cleared_at")[:1]
    ),
    place=models.BigIntegerField(),
    key=models.CharField(),
)
_standing = Prepared[tuple[int, Decimal | None]](
    lambda place, key: (
        Attempt.objects.filter(enrollment=place, key=key).order_by("-number").values_list("number", "best")[:1]
    ),
    place=models.BigIntegerField(),
    key=models.CharField(),
)


def latest_attempts(enrollment: Enrollment, keys: Sequence[str]) -> dict[str, Attempt]:
    """Load the last attempt at each of these blocks, in one query."""
    if len(keys) == 1:
        # One block, as after every answer.
        found = _last.all(place=enrollment.pk, key=keys[0])
    else:
        rows = Attempt.objects.of(enrollment, keys).newest()
        found = list(rows.only("key", "number", "answer", "marks", "cleared_at"))
    return {row.key: row for row in found}


def standing_of(enrollment: Enrollment, key: str) -> Standing:
    """Load how the learner stands with one block, in one query."""
    found = _standing.first(place=enrollment.pk, key=key)
    return Standing(*found) if found else Standing(0, None)
