"""Questions about tasks: how far each is, and what was said to be done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Sum

from xingtan.coordination.models import Call, Evidence, Party, Task
from xingtan.coordination.rules import Progress, progress


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task, of how many parties it asks something, and how far they are together."""

    task: Task
    parties: int
    progress: Progress
    waiting: int
    is_late: bool


def task_rows(call: Call, *, now: datetime) -> list[TaskRow]:
    """Give the tasks of the call with how far they are: four queries, whatever their number."""
    tasks = list(Task.objects.filter(call=call).select_related("party").order_by("due_at", "pk"))
    parties = list(Party.objects.present().filter(call=call))
    accepted = _sums(Evidence.objects.accepted().filter(task__in=tasks), "task")
    waiting = _sums(Evidence.objects.waiting().filter(task__in=tasks), "task")
    return [_row(task, parties, accepted.get(task.pk, 0), waiting.get(task.pk, 0), now) for task in tasks]


def progress_by_party(task: Task) -> list[tuple[Party, Progress]]:
    """Give how far each party is that the task asks something of: two queries."""
    parties = Party.objects.present().named().filter(call=task.call_id).order_by("tier", "joined_at", "pk")
    accepted = _sums(Evidence.objects.accepted().filter(task=task), "party")
    asked = [party for party in parties if task.concerns(party)]
    return [(party, progress([accepted.get(party.pk, 0)], quota=task.quota, parties=1)) for party in asked]


def evidence_of(task: Task, *, only: Iterable[Party] | None = None) -> list[Evidence]:
    """Give what was said to be done, the newest first: all of it, or that of some parties. One query."""
    rows = Evidence.objects.filter(task=task)
    if only is not None:
        rows = rows.filter(party__in=[each.pk for each in only])
    whole = rows.select_related("party__university", "party__platform", "by", "check_made", "check_made__by")
    return list(whole.order_by("-at", "-pk"))


def _row(task: Task, parties: Sequence[Party], accepted: int, waiting: int, now: datetime) -> TaskRow:
    asked = sum(task.concerns(party) for party in parties)
    how_far = progress([accepted], quota=task.quota, parties=asked)
    is_late = bool(task.due_at and task.due_at < now and not how_far.is_reached)
    return TaskRow(task, asked, how_far, waiting, is_late)


def _sums(rows: Any, by: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(by).annotate(Sum("count")))
