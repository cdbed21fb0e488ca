"""Who may see a job: who asked for it, and operators."""

from typing import Any
from uuid import UUID

from xingtan.jobs.models import Job
from xingtan.kernel.errors import NotThere


def job_to_see(person: Any, *, job: UUID) -> Job:
    """Find the job, or say it is not there."""
    found = Job.objects.filter(uid=job).first()
    if found is None or not person.is_authenticated or (found.owner_id != person.pk and not person.is_operator):
        raise NotThere
    return found
