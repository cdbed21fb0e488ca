"""Deeds that keep the list true: addresses are asked whether they answer, and people say what is wrong."""

from datetime import datetime

from xingtan.directory.actions.keeping import tell_coordinators
from xingtan.directory.adapters.links import Answer
from xingtan.directory.events import InformationReported, SolutionFlagged
from xingtan.directory.models import Link, Report, Solution, Version
from xingtan.directory.rules import standing
from xingtan.kernel.deeds import deed
from xingtan.kernel.events import emit
from xingtan.people import public as people


@deed
def note_answer(*, solution: Solution, url: str, answer: Answer, now: datetime) -> Link:
    """Write down whether an address answered; after three failures in a row the entry is flagged, once."""
    solution = Solution.objects.select_for_update().get(pk=solution.pk)
    link = Link.objects.filter(solution=solution, url=url).first() or Link(solution=solution, url=url)

    link.checked_at, link.status, link.trouble = now, answer.status, answer.trouble[:80]
    link.failures = 0 if answer.is_there else link.failures + 1
    is_newly_flagged = link.failures >= standing.FAILURES_TO_FLAG and link.flagged_at is None
    if answer.is_there:
        link.flagged_at = None
    elif is_newly_flagged:
        link.flagged_at = now
    link.save()

    if is_newly_flagged:
        name = Version.objects.filter(solution=solution).order_by("-number")[0].name
        about = f"{link.pk} {now.date().isoformat()}"
        tell_coordinators(what="flagged", solution=solution, name=name, about=about, now=now)
        emit(SolutionFlagged(solution=solution.uid))
    return link


@deed
def forget_links(*, solution: Solution, kept: set[str]) -> None:
    """Forget how addresses answered that the entry no longer names."""
    Link.objects.filter(solution=solution).exclude(url__in=kept).delete()


@deed
def report(*, solution: Solution, body: str, person: people.Person | None, now: datetime) -> Report:
    """Take in that an entry is wrong; coordinators are told."""
    made = Report.objects.create(solution=solution, body=body, person=person, at=now)

    name = Version.objects.filter(solution=solution).order_by("-number")[0].name
    tell_coordinators(what="reported", solution=solution, name=name, about=str(made.uid), now=now)

    emit(InformationReported(actor=person and person.uid, solution=solution.uid, report=made.uid))
    return made


@deed
def close_report(*, report: Report, by: people.Person, now: datetime) -> None:
    """Say that the report has been dealt with."""
    Report.objects.filter(pk=report.pk, closed_at__isnull=True).update(closed_at=now, closed_by=by)
