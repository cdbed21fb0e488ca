"""Questions about tickets."""

from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Any

from xingtan.support.models import Ticket


@dataclass(frozen=True)
class Speed:
    """How soon people who wrote in one language were answered first."""

    language: str
    tickets: int
    median: timedelta

    @property
    def hours(self) -> float:
        """Give the median in hours, to a tenth."""
        return round(self.median.total_seconds() / 3600, 1)


def tickets_to_answer(person: Any, *, is_open: bool, words: str = "") -> Any:
    """Give the tickets this person can answer, the oldest first; closed ones, the newest first."""
    found = Ticket.objects.to_answer_by(person).filter(closed_at__isnull=is_open).select_related("course", "person")
    if words:
        found = found.filter(body__icontains=words)
    return found.order_by("asked_at", "pk") if is_open else found.order_by("-asked_at", "-pk")


def first_answers(person: Any, *, count: int = 1000) -> list[Speed]:
    """Measure the time to the first answer by language, over the latest tickets this person can answer."""
    rows = Ticket.objects.to_answer_by(person).filter(answered_at__isnull=False).order_by("-pk")
    took: dict[str, list[float]] = {}
    for language, asked_at, answered_at in rows.values_list("language", "asked_at", "answered_at")[:count]:
        assert answered_at is not None
        took.setdefault(language, []).append((answered_at - asked_at).total_seconds())
    return [Speed(language, len(each), timedelta(seconds=median(each))) for language, each in sorted(took.items())]


def tickets_of(person: Any) -> list[Ticket]:
    """Give what this person asked, the newest first."""
    return list(Ticket.objects.filter(person=person).order_by("-pk")[:100])
