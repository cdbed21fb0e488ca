"""Tasks: work after the answer. The only seam to the queue (huey behind it).

A task takes keywords of JSON types, fetches, does the slow part outside any transaction and
calls one action to record it. What was asked for is an errand in the database until it is done,
so a task runs at least once whatever dies; it may run twice, so it is idempotent.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from django.utils import timezone
from django.utils.module_loading import import_string

from xingtan.kernel.deeds import after_commit
from xingtan.kernel.models import Errand

Queue = Literal["quick", "heavy"]

# By name: the queue knows the tasks, they do not know the queue, and huey is loaded only by those who send or work.
CARRIER = "xingtan.kernel.queues.send"


@dataclass(frozen=True)
class Task:
    """A function the worker can run.

    :param retries: how often it is tried again when it fails, later and later
    :param cron: five fields of cron in UTC, for a task that runs by the clock
    """

    name: str
    queue: Queue
    run: Callable[..., object]
    retries: int = 0
    cron: str = ""

    def __call__(self, **kwargs: Any) -> object:
        """Run it here and now: for tests, and for one task inside another."""
        return self.run(**kwargs)


registered: dict[str, Task] = {}


def task(*, queue: Queue = "quick", retries: int = 0) -> Callable[[Callable[..., object]], Task]:
    """Make the function a task."""
    return lambda run: _register(run, queue, retries=retries)


def every(cron: str, *, queue: Queue = "quick") -> Callable[[Callable[[], object]], Task]:
    """Make the function a task that the worker runs by the clock (five fields of cron, UTC)."""
    return lambda run: _register(run, queue, cron=cron)


def later(task: Task, **kwargs: Any) -> None:
    """Run the task once the deed is stored."""
    later_in(0, task, **kwargs)


def later_in(seconds: float, task: Task, **kwargs: Any) -> None:
    """Run the task some seconds after the deed is stored."""
    json.dumps(kwargs)  # what cannot be written down is refused here, not in the worker
    now = timezone.now()
    errand = Errand.objects.create(task=task.name, kwargs=kwargs, asked_at=now, due_at=now + timedelta(seconds=seconds))
    after_commit(lambda: send(errand, seconds))


def send(errand: Errand, seconds: float) -> None:
    """Hand the errand to the queue of its task; tests put another function here."""
    carry: Callable[[Queue, int, float], None] = import_string(CARRIER)
    carry(registered[errand.task].queue, errand.pk, seconds)


def parked() -> int:
    """Count errands that were given up and wait for a person."""
    return Errand.objects.filter(parked_at__isnull=False).count()


def try_again(errands: list[int]) -> int:
    """Try these errands again, now and as if they were new. Returns how many there were that nobody is at."""
    waiting = Errand.objects.filter(pk__in=errands, started_at__isnull=True)
    count = waiting.update(parked_at=None, attempts=0, due_at=timezone.now())
    for errand in waiting.filter(task__in=registered).order_by("pk"):
        send(errand, 0)
    return count


def _register(run: Callable[..., object], queue: Queue, *, retries: int = 0, cron: str = "") -> Task:
    made = Task(f"{run.__module__}.{run.__name__}", queue, run, retries, cron)
    registered[made.name] = made
    return made


def forget_mentions(words: list[str]) -> None:
    """Drop waiting errands that mention any of these words: mail to somebody who is no longer here."""
    for errand in Errand.objects.order_by("pk").iterator():
        said = json.dumps(errand.kwargs, ensure_ascii=False)
        if any(word in said for word in words):
            errand.delete()
