"""Questions about jobs."""

from dataclasses import dataclass

from xingtan.jobs.models import Job
from xingtan.jobs.registry import kinds
from xingtan.people import public as people


@dataclass(frozen=True)
class Row:
    """A job as a list shows it."""

    label: str
    url: str
    status: str
    status_label: str
    asked_at: object
    sentence: str


def label_of(job: Job) -> str:
    """Give the words for this kind of work."""
    known = kinds.get(job.kind)
    return str(known.label) if known else job.kind


def link_of(job: Job) -> tuple[str, str] | None:
    """Give label and address of what a finished job has made."""
    known = kinds.get(job.kind)
    return known.link(job.result, job.params) if known and job.status == Job.Status.DONE else None


def latest_jobs(person: people.Person, *, count: int = 50) -> list[Row]:
    """Give the person's newest jobs."""
    return [
        Row(label_of(job), job.get_absolute_url(), job.status, job.get_status_display(), job.asked_at, job.sentence)
        for job in Job.objects.filter(owner=person).order_by("-id")[:count]
    ]
