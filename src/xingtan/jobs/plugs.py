"""What jobs plug into people: export and erasure."""

from typing import Any

from xingtan.jobs.models import Job
from xingtan.people import registry
from xingtan.people.public import Person


@registry.exports("jobs")
def export(person: Person) -> dict[str, Any]:
    """Give the long work this person asked for."""
    rows = Job.objects.filter(owner=person).order_by("pk")
    return {"jobs": [{"kind": row.kind, "status": row.status, "asked_at": row.asked_at.isoformat()} for row in rows]}


@registry.erases("jobs")
def erase(person: Person) -> None:
    """Take the person off their jobs, and drop what the jobs said."""
    Job.objects.filter(owner=person, ended_at__isnull=False).update(
        owner=None, params={}, result={}, checkpoint={}, sentence=""
    )
