"""Pages for coordinators: what waits, the steps of an entry, tables that are brought."""

from typing import Any, cast

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from xingtan.directory import access, actions, queries
from xingtan.directory.forms import Brought, Judgement
from xingtan.directory.models import Intake, Report, Solution
from xingtan.directory.models import Status as Statuses
from xingtan.directory.rules import taking
from xingtan.jobs import public as jobs
from xingtan.kernel import files
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, go, now, page, show
from xingtan.people import public as people


@page(access.desk_to_keep, methods=("GET",))
def desk(request: Request) -> HttpResponse:
    """Show what waits: proposals, reviews, addresses that do not answer, reports."""
    found = queries.desk(now=now())
    labels = {
        Statuses.SUBMITTED: _("To be checked"),
        Statuses.CHECKED: _("To be reviewed"),
        Statuses.REVIEWED: _("To be listed"),
        Statuses.DUE: _("Review due"),
    }
    groups = [(labels[Statuses(each.status)], each.entries) for each in found.waiting]
    groups += [(_("The address does not answer"), found.flagged)] if found.flagged else []
    groups += [(_("Unchanged and unconfirmed for eighteen months"), found.stale)] if found.stale else []
    context = {"groups": groups, "reports": found.reports, "intakes": found.intakes, "crumbs": _crumbs()[:1]}
    return show(request, "directory/desk.html", context)


@page(access.solution_to_judge, methods=("POST",))
def steps(request: Request, found: Solution) -> HttpResponse:
    """Check, review, list, confirm, delist or decline an entry."""
    form = Judgement(request.POST)
    then = found.get_absolute_url()
    if not form.is_valid():
        return go(request, then)
    try:
        step = actions.take_step(
            solution=found,
            status=form.cleaned_data["status"],
            why=form.cleaned_data["why"],
            by=cast(people.Person, request.user),
            now=now(),
        )
    except RuleBroken as broken:
        context = {"broken": broken, "url": then, "crumbs": _crumbs()}
        return show(request, "directory/refused.html", context, status=422)
    return done(request, "directory/solution.html", then=then, say=step.get_status_display())


@page(access.report_to_close, methods=("POST",))
def closure(request: Request, found: Report) -> HttpResponse:
    """Close a report."""
    actions.close_report(report=found, by=cast(people.Person, request.user), now=now())
    return done(request, "directory/desk.html", then=reverse("directory:desk"), say=_("Closed."))


@page(access.desk_to_keep, limit="import")
def intakes(request: Request) -> HttpResponse:
    """Bring a table; it is looked through first."""
    form = Brought(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        kept = files.keep(upload, name=upload.name)
        made = actions.bring(kept=kept, name=upload.name, by=cast(people.Person, request.user), now=now())
        return go(request, made.get_absolute_url())
    context = {"form": form, "categories": queries.categories(), "crumbs": _crumbs()}
    return show(request, "directory/intakes.html", context, status=422 if form.errors else 200)


@page(access.intake_to_judge)
def intake(request: Request, found: Intake) -> HttpResponse:
    """Show what a table would do, and take it in."""
    broken: RuleBroken | None = None
    if request.method == "POST":
        try:
            actions.take_in(intake=found, by=cast(people.Person, request.user))
            return go(request, found.get_absolute_url())
        except RuleBroken as no:
            broken = no
    return show(request, "directory/intake.html", _context(found, broken), part="state", status=422 if broken else 200)


def _context(found: Intake, broken: RuleBroken | None) -> dict[str, Any]:
    work = list(jobs.Job.objects.filter(uid__in=[uid for uid in (found.reading, found.taking) if uid]))
    by_uid = {job.uid: job for job in work}
    job = by_uid.get(found.taking or found.reading)  # type: ignore[arg-type]  # neither is there before the deed ends
    counts = (job.result if job and found.taking else found.counts) or {}
    labels = {
        taking.ADDED: _("new entries"),
        taking.CHANGED: _("changed entries"),
        taking.UNCHANGED: _("as they are already"),
        taking.REFUSED: _("refused"),
    }
    return {
        "intake": found,
        "job": job,
        "is_working": bool(job and not job.has_ended),
        "is_taken": bool(found.taking),
        "counts": [(label, counts.get(name, 0)) for name, label in labels.items()] if counts else [],
        "does_something": bool(counts.get(taking.ADDED) or counts.get(taking.CHANGED)),
        "broken": broken,
        "crumbs": [*_crumbs(), (_("Tables"), reverse("directory:intakes"))],
    }


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Solutions"), reverse("directory:solutions")), (_("Desk"), reverse("directory:desk"))]
