"""Deeds: a job is asked for, begun, carried on, cancelled and ended."""

from datetime import datetime
from typing import Any

from xingtan.jobs.events import JobEnded, JobStarted
from xingtan.jobs.models import Job, Line
from xingtan.jobs.registry import Kind, Level
from xingtan.kernel.deeds import deed
from xingtan.kernel.events import emit
from xingtan.people import public as people

STARTS = 3
KEPT_LINES = 10_000


@deed
def ask(*, kind: Kind, owner: people.Person | None, params: dict[str, Any], now: datetime) -> Job:
    """Write down that somebody asked for this work."""
    job = Job.objects.create(kind=kind.name, owner=owner, params=params, asked_at=now)

    emit(JobStarted(actor=owner and owner.uid, job=job.uid, kind=kind.name))
    return job


@deed
def begin(*, job: Job, now: datetime) -> bool:
    """Begin or begin again; says whether there is anything to do."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.has_ended:
        return False
    if job.starts >= STARTS:
        return False

    job.status = Job.Status.RUNNING
    job.starts += 1
    job.started_at = job.started_at or now
    job.save(update_fields=["status", "starts", "started_at"])
    return True


@deed
def report(*, job: Job, level: Level, place: str, what: str, why: str) -> None:
    """Add a line to the job's report; a report has an end, too."""
    if Line.objects.filter(job=job).count() < KEPT_LINES:
        Line.objects.create(job=job, level=level, place=place[:300], what=what[:300], why=why)


@deed
def ask_to_cancel(*, job: Job, now: datetime) -> None:
    """Ask the job to stop at its next step."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.has_ended:
        return
    if job.status == Job.Status.WAITING:
        _end(job, Job.Status.CANCELLED, now)
        return

    job.cancel_asked_at = now
    job.save(update_fields=["cancel_asked_at"])


@deed
def end(
    *, job: Job, status: str, now: datetime, result: dict[str, Any] | None = None, sentence: str | None = None
) -> None:
    """End the job, once."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.has_ended:
        return

    if result is not None:
        job.result = result
    if sentence is not None:
        job.sentence = sentence[:300]
    _end(job, status, now)


def _end(job: Job, status: str, now: datetime) -> None:
    job.status, job.ended_at = status, now
    if status == Job.Status.DONE:
        job.done = job.total = max(job.total, job.done, 1)
    job.save()

    emit(JobEnded(actor=job.owner and job.owner.uid, job=job.uid, kind=job.kind, status=status))
