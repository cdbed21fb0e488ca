"""Who may see an entry, change it, and decide on it; and the doors to it."""

from typing import Any
from uuid import UUID

from xingtan.directory.models import Intake, Report, Solution, Step
from xingtan.directory.rules import standing
from xingtan.kernel.errors import NotThere
from xingtan.universities import public as universities


def can_judge(person: Any) -> bool:
    """Test whether this person checks, reviews and lists: the consortium's coordinators."""
    return universities.coordinates(person)


def is_submitter(person: Any, solution: Solution) -> bool:
    """Test whether this person proposed the entry."""
    return bool(person.is_authenticated and solution.submitted_by_id == person.pk)


def can_amend(person: Any, solution: Solution) -> bool:
    """Test whether this person may change the facts: coordinators always, who proposed it until it was listed."""
    return can_judge(person) or (is_submitter(person, solution) and not _was_listed(solution))


def solution_to_see(person: Any, *, solution: str) -> Solution:
    """Find an entry that is or was listed; for coordinators and who proposed it, any."""
    found = Solution.objects.filter(slug=solution).first()
    if found is None or not (can_judge(person) or is_submitter(person, found) or _was_listed(found)):
        raise NotThere
    return found


def solution_to_amend(person: Any, *, solution: str) -> Solution:
    """Find an entry for those who may change what it says."""
    found = solution_to_see(person, solution=solution)
    if not can_amend(person, found):
        raise NotThere
    return found


def solution_to_judge(person: Any, *, solution: str) -> Solution:
    """Find an entry for those who decide on it."""
    found = solution_to_see(person, solution=solution)
    if not can_judge(person):
        raise NotThere
    return found


def desk_to_keep(person: Any) -> None:
    """Open the desk to coordinators."""
    if not can_judge(person):
        raise NotThere


def report_to_close(person: Any, *, report: UUID) -> Report:
    """Find a report for those who look after the list."""
    desk_to_keep(person)
    found = Report.objects.filter(uid=report).select_related("solution").first()
    if found is None:
        raise NotThere
    return found


def intake_to_judge(person: Any, *, intake: UUID) -> Intake:
    """Find a table that was brought."""
    desk_to_keep(person)
    found = Intake.objects.filter(uid=intake).first()
    if found is None:
        raise NotThere
    return found


def _was_listed(solution: Solution) -> bool:
    return Step.objects.filter(solution=solution, status__in=standing.ON_THE_LIST).exists()
