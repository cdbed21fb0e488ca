"""Jobs for programs: how far one's long work is, what it reported, stopping it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Router, Schema, Status

from xingtan.jobs import access, actions
from xingtan.jobs.models import Job
from xingtan.kernel.errors import SignInFirst
from xingtan.kernel.pages import Request, now

router = Router(tags=["jobs"])
JOBS = 100


class LineOut(Schema):
    """A line of a report."""

    level: str
    place: str
    what: str
    why: str


class JobOut(Schema):
    """A job: ``done`` of ``total`` steps."""

    uid: UUID
    kind: str
    status: str
    done: int
    total: int
    sentence: str
    result: dict[str, Any]
    asked_at: datetime
    ended_at: datetime | None


@router.get("/me/jobs", response=list[JobOut])
def jobs(request: Request) -> Any:
    """List one's latest jobs."""
    if not request.user.is_authenticated:
        raise SignInFirst
    return Job.objects.filter(owner=request.user).order_by("-id")[:JOBS]


@router.get("/jobs/{uuid:job}", response=JobOut)
def job(request: Request, job: UUID) -> Job:
    """Tell how far a job is."""
    return access.job_to_see(request.user, job=job)


@router.get("/jobs/{uuid:job}/report", response=list[LineOut])
def report(request: Request, job: UUID) -> Any:
    """Give what a job reported."""
    return access.job_to_see(request.user, job=job).lines.order_by("id")


@router.post("/jobs/{uuid:job}/cancellation", response={204: None})
def cancel(request: Request, job: UUID) -> Status[None]:
    """Ask a job to stop at its next step."""
    actions.ask_to_cancel(job=access.job_to_see(request.user, job=job), now=now())
    return Status(204, None)
