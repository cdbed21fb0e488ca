"""Work in the worker: a timetable is looked through, planned, and its changes are told of."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.jobs.registry import Work, kind
from xingtan.timetables import actions, queries
from xingtan.timetables.actions.bringing import LOOK, PLAN
from xingtan.timetables.actions.telling import TELL
from xingtan.timetables.models import Announcement, Intake


def _to_intake(_result: dict[str, Any], params: dict[str, Any]) -> tuple[str, str] | None:
    found = Intake.objects.select_related("term__university").filter(uid=UUID(params["intake"])).first()
    return (_("The timetable"), found.get_absolute_url()) if found else None


def _intake(work: Work) -> Intake:
    return Intake.objects.select_related("term__university").get(uid=UUID(work.params["intake"]))


def _draft(work: Work, intake: Intake) -> queries.Draft:
    steps = (
        _("Reading"),
        _("Looking up classes and rooms"),
        _("Finding the days"),
        _("Comparing"),
        _("Looking for clashes"),
    )
    return queries.draft_of(intake, lambda done, total, _words: work.progress(done - 1, total, steps[done - 1]))


@kind(LOOK, label=gettext_lazy("Look through a timetable"), queue="quick", link=_to_intake)
def look(work: Work) -> None:
    """Look through a timetable, and keep what would become of it."""
    intake = _intake(work)
    draft = _draft(work, intake)
    report = queries.report_of(draft)
    actions.keep_report(intake=intake, report=report)
    work.result.update(report.get("counts", {}))


@kind(PLAN, label=gettext_lazy("Plan a timetable"), queue="heavy", link=_to_intake)
def plan(work: Work) -> None:
    """Plan a timetable, all of it or nothing; after a crash it begins again."""
    intake = _intake(work)
    if intake.state == Intake.State.PLANNED:
        return
    draft = _draft(work, intake)
    if draft.problems:
        for each in draft.problems:
            work.line("error", queries.place_in_words(each.line), queries.problem_in_words(each.code, each.value))
        actions.keep_report(intake=intake, report=queries.report_of(draft))
        raise actions.TimetableIsBroken
    seen = intake.report.get("digest")
    if seen is not None and seen != queries.digest_of(draft):
        actions.keep_report(intake=intake, report=queries.report_of(draft))
        raise actions.TimetableHasTurned
    work.progress(4, 5, _("Writing %(count)s sessions") % {"count": len(draft.new)})
    actions.plan(intake=intake, draft=draft, by=work.owner, now=timezone.now())
    work.result.update(new=len(draft.new), changed=len(draft.turned), called_off=len(draft.off))


@kind(TELL, label=gettext_lazy("Tell those concerned of changes"), queue="quick")
def tell(work: Work) -> None:
    """Tell those concerned of changes of a timetable."""
    found = Announcement.objects.select_related("term__university").get(uid=UUID(work.params["announcement"]))
    work.result["told"] = actions.tell_of_changes(announcement=found, now=timezone.now(), say=work.progress)
