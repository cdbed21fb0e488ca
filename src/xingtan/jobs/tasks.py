"""Running a job in the worker, so that it can be watched, stopped, and carried on after a crash."""

import logging
import time
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from xingtan.jobs import actions
from xingtan.jobs.models import Job
from xingtan.jobs.registry import Cancelled, Level, kinds
from xingtan.kernel import wire
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import OutsideFailed, RuleBroken
from xingtan.kernel.tasks import later, task
from xingtan.people import public as people

logger = logging.getLogger(__name__)

WRITES_EVERY_SECONDS = 0.5


class Running:
    """A job at work. See ``registry.Work``."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._written_at = 0.0
        self.uid = str(job.uid)
        self.owner = job.owner
        self.params: dict[str, Any] = job.params
        self.checkpoint: dict[str, Any] = job.checkpoint
        self.result: dict[str, Any] = job.result

    def progress(self, done: int, total: int, sentence: str = "") -> None:
        """Say how far it is, and stop here if the owner asked to."""
        moment = time.monotonic()
        if moment - self._written_at < WRITES_EVERY_SECONDS and done < total:
            return
        self._written_at = moment
        rows = Job.objects.filter(pk=self._job.pk)
        rows.update(done=done, total=total, sentence=sentence[:300])
        wire.tell(f"job.{self.uid}", "jobs.progress", self.uid)
        if rows.filter(cancel_asked_at__isnull=False).exists():
            raise Cancelled

    def line(self, level: Level, place: str, what: str, why: str = "") -> None:
        """Add a line to the report."""
        actions.report(job=self._job, level=level, place=place, what=what, why=why)

    def save_checkpoint(self, **values: Any) -> None:
        """Keep what is needed to go on from here."""
        self.checkpoint.update(values)
        Job.objects.filter(pk=self._job.pk).update(checkpoint=self.checkpoint)


def run(job: str) -> None:
    """Run the job, and end it whatever happens."""
    found = Job.objects.select_related("owner").get(uid=UUID(job))
    if not actions.begin(job=found, now=timezone.now()):
        if not found.has_ended:
            actions.end(
                job=found,
                status=Job.Status.FAILED,
                now=timezone.now(),
                sentence=_("This was begun three times and never came to an end."),
            )
        return
    with override(found.owner.locale if found.owner else None):
        _run(found)


def _run(found: Job) -> None:
    work = Running(found)
    try:
        kinds[found.kind].run(work)
    except Cancelled:
        _end(found, Job.Status.CANCELLED, work.result, _("Stopped, as you asked."))
    except (RuleBroken, OutsideFailed) as no:
        work.line("error", "", str(no) or type(no).__name__)
        _end(found, Job.Status.FAILED, work.result, str(no))
    except Exception:
        logger.exception("a job failed", extra={"kind": found.kind})
        _end(
            found,
            Job.Status.FAILED,
            work.result,
            _(
                "Something went wrong that we did not foresee. Nothing was half-saved; the operator can see what it was."
            ),
        )
    else:
        _end(found, Job.Status.DONE, work.result, "")  # what it did last is no news


def _end(job: Job, status: str, result: dict[str, Any], sentence: str) -> None:
    actions.end(job=job, status=status, now=timezone.now(), result=result, sentence=sentence)
    wire.tell(f"job.{job.uid}", "jobs.progress", str(job.uid))


@task(queue="quick", retries=3)
def run_quick(*, job: str) -> None:
    """Run a job that takes seconds."""
    run(job)


@task(queue="heavy", retries=3)
def run_heavy(*, job: str) -> None:
    """Run a job that takes minutes."""
    run(job)


@deed
def start(*, kind: str, owner: people.Person | None, params: dict[str, Any]) -> Job:
    """Ask for long work, which begins once the deed is stored."""
    known = kinds[kind]
    job = actions.ask(kind=known, owner=owner, params=params, now=timezone.now())
    later(run_quick if known.queue == "quick" else run_heavy, job=str(job.uid))
    return job
