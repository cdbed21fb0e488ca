"""Deeds: a timetable is brought, looked through in a job, and confirmed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from xingtan.jobs import public as jobs
from xingtan.kernel import files
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.people import public as people
from xingtan.timetables.models import Intake, Pattern, Term
from xingtan.timetables.rules.tables import COLUMNS, MOST_BYTES

LOOK = "timetables.look"
PLAN = "timetables.plan"
MAIN = "timetable"


class TimetableIsBroken(RuleBroken):
    """A timetable with problems is not planned at all, not even in part."""

    message = _("This timetable has to be mended first: see the report. Nothing was planned.")


class TimetableIsTooLarge(RuleBroken):
    """Nobody's timetable takes a gigabyte."""

    message = _("The file is larger than 20 MB. Send it in parts, each as a list of its own; nothing was kept.")


class TimetableHasTurned(RuleBroken):
    """What was confirmed is what is planned, and nothing else."""

    message = _(
        "Something was changed meanwhile, and more or less would become of it than you saw. Look at it again; nothing was planned."
    )


class NothingToPlan(RuleBroken):
    """A timetable that was not looked through yet, or was refused."""

    message = _("This timetable cannot be planned as it is. Look at the report, mend it, and bring it again.")


class WasPlannedAlready(RuleBroken):
    """A timetable is planned once."""

    message = _("This timetable was planned already. Bring it again if it has changed.")


@deed
def bring(
    *,
    term: Term,
    kind: str,
    kept: files.Kept,
    name: str,
    by: people.Person | None,
    now: datetime,
    source: str = MAIN,
    columns: Mapping[str, Any] | None = None,
) -> Intake:
    """Keep a timetable, and have it looked through.

    :param source: the list it is; its lines of the last time that are no longer in it are called off
    """
    intake = Intake.objects.create(
        term=term,
        kind=kind,
        source=source or MAIN,
        name=name[:200],
        digest=kept.digest,
        columns=dict(columns or {}),
        made_by=by,
        made_at=now,
    )
    return _look(intake, by)


@deed
def choose_columns(*, intake: Intake, columns: Mapping[str, str], by: people.Person) -> Intake:
    """Say which column of a table says what, and have it looked through again.

    :raises WasPlannedAlready: if that comes too late
    """
    intake = _lock(intake)
    if intake.state == Intake.State.PLANNED:
        raise WasPlannedAlready

    intake.columns = {field: str(name) for field, name in columns.items() if field in COLUMNS}
    intake.state = Intake.State.WAITING
    intake.save(update_fields=["columns", "state"])
    return _look(intake, by)


@deed
def plan_by_hand(
    *,
    term: Term,
    lines: Sequence[Mapping[str, str]],
    by: people.Person,
    now: datetime,
    source: str = Pattern.BY_HAND,
    away: Sequence[Pattern] = (),
) -> Intake:
    """Write lines of a timetable by hand, or take some away, and have it looked through.

    :param lines: cells by the names of the columns; a line with the ``id`` of one that is there, changes it
    """
    intake = Intake.objects.create(
        term=term,
        kind=Intake.Kind.HAND,
        source=source,
        lines=[dict(each) for each in lines],
        columns={"away": [str(each.uid) for each in away]},
        made_by=by,
        made_at=now,
    )
    return _look(intake, by)


@deed
def plan_again(*, term: Term, by: people.Person, now: datetime) -> Intake:
    """Look through the timetable that is there, because days of the term were changed."""
    intake = Intake.objects.create(term=term, kind=Intake.Kind.AGAIN, made_by=by, made_at=now)
    return _look(intake, by)


@deed
def keep_report(*, intake: Intake, report: Mapping[str, Any]) -> Intake:
    """Keep what was found when it was looked through."""
    intake = _lock(intake)
    if intake.state == Intake.State.PLANNED:
        return intake

    intake.report = dict(report)
    intake.state = Intake.State.REFUSED if report["problems"] else Intake.State.READ
    intake.save(update_fields=["report", "state"])
    return intake


@deed
def ask_to_plan(*, intake: Intake, by: people.Person) -> Intake:
    """Confirm what was looked through: a job plans it.

    :raises WasPlannedAlready: if it was
    :raises NothingToPlan: if it was not looked through, or has to be mended
    """
    intake = _lock(intake)
    if intake.state == Intake.State.PLANNED:
        raise WasPlannedAlready
    if intake.state != Intake.State.READ:
        raise NothingToPlan

    return _start(intake, PLAN, by)


@deed
def take_in_timetable(
    *, term: Term, path: Path, by: people.Person | None, now: datetime, source: str = MAIN
) -> jobs.Job:
    """Plan a timetable from a file on this machine, without anybody looking at it first; a calendar by its ``.ics``.

    :returns: the job, which fails with every problem in its report if there is one, and then plans nothing
    :raises TimetableIsTooLarge: if the file is
    """
    if path.stat().st_size > MOST_BYTES:
        raise TimetableIsTooLarge
    with path.open("rb") as file:
        kept = files.keep(file, name=path.name)

    intake = Intake.objects.create(
        term=term,
        kind=Intake.Kind.ICS if path.suffix.lower() == ".ics" else Intake.Kind.CSV,
        source=source,
        name=path.name[:200],
        digest=kept.digest,
        made_by=by,
        made_at=now,
    )
    return jobs.start(kind=PLAN, owner=by, params={"intake": str(intake.uid)})


def _look(intake: Intake, by: people.Person | None) -> Intake:
    return _start(intake, LOOK, by)


def _start(intake: Intake, kind: str, by: people.Person | None) -> Intake:
    job = jobs.start(kind=kind, owner=by, params={"intake": str(intake.uid)})
    intake.job = job.uid
    intake.save(update_fields=["job"])
    return intake


def _lock(intake: Intake) -> Intake:
    rows = Intake.objects.select_for_update(of=("self",)).select_related("term__university")
    return rows.get(pk=intake.pk)
