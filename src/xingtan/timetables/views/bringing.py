"""Pages: a timetable is brought, its report is read, and it is planned."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from xingtan.jobs import public as jobs
from xingtan.kernel import files
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, go, now, page, show
from xingtan.timetables import access, actions, queries
from xingtan.timetables.forms import Columns, Upload
from xingtan.timetables.models import Intake, Term
from xingtan.timetables.views.common import crumbs_of


@page(access.term_to_schedule, methods=("GET", "POST"), limit="import")
def intakes(request: Request, term: Term) -> HttpResponse:
    """Take a file, and have it looked through."""
    form = Upload(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, said = form.cleaned_data["file"], form.cleaned_data
        made = actions.bring(
            term=term,
            kind=form.kind,
            kept=files.keep(file, name=file.name),
            name=file.name,
            by=request.user,
            now=now(),
            source=said["source"] or actions.MAIN,
            columns={"code": said["code"]} if said["code"] else {},
        )
        return go(request, made.get_absolute_url())
    context = {"term": term, "form": form, "crumbs": crumbs_of(term.university, term)}
    return show(request, "timetables/bring.html", context, status=422 if form.errors else 200)


@page(access.term_to_schedule, methods=("POST",), limit="import")
def again(request: Request, term: Term) -> HttpResponse:
    """Look through the timetable that is there, after days of the term were changed."""
    return go(request, actions.plan_again(term=term, by=request.user, now=now()).get_absolute_url())


@page(access.intake_to_plan, methods=("GET",))
def intake(request: Request, found: Intake) -> HttpResponse:
    """Show what would become of a timetable, and what became of it."""
    return _show(request, found)


@page(access.intake_to_plan, methods=("POST",), limit="import")
def columns(request: Request, found: Intake) -> HttpResponse:
    """Say which column says what."""
    form = Columns(request.POST, heads=found.report.get("heads", []))
    if not form.is_valid():
        return _show(request, found, form=form)
    try:
        actions.choose_columns(intake=found, columns=form.cleaned_data, by=request.user)
    except RuleBroken as broken:
        return _show(request, found, broken=broken)
    return go(request, found.get_absolute_url())


@page(access.intake_to_plan, methods=("POST",), limit="import")
def plan(request: Request, found: Intake) -> HttpResponse:
    """Confirm what was looked through."""
    try:
        actions.ask_to_plan(intake=found, by=request.user)
    except RuleBroken as broken:
        return _show(request, found, broken=broken)
    return go(request, found.get_absolute_url())


def _show(
    request: Request, found: Intake, *, form: Columns | None = None, broken: RuleBroken | None = None
) -> HttpResponse:
    report = found.report
    job = jobs.Job.objects.filter(uid=found.job).first() if found.job else None
    context = {
        "intake": found,
        "term": found.term,
        "job": job,
        "is_working": bool(job and not job.has_ended),
        "has_failed": bool(job and job.status in (jobs.Job.Status.FAILED, jobs.Job.Status.CANCELLED)),
        "report": report,
        "counts": report.get("counts", {}),
        "problems": queries.shown_problems(report.get("problems", [])),
        "notes": queries.shown_problems(report.get("notes", [])),
        "turned": queries.shown_turned(report.get("turned", [])),
        "off": queries.shown_off(report.get("off", [])),
        "clashes": queries.clash_rows(report.get("clash_rows", []), found.term),
        "clash_total": sum(report.get("clashes", {}).values()),
        "announcement": found.term.announcements.filter(made_at=found.planned_at).first() if found.planned_at else None,
        "columns_form": form or _columns_form(found),
        "broken": broken,
        "title": str(found) or _("The timetable"),
        "crumbs": crumbs_of(found.term.university, found.term),
    }
    status = 422 if broken or (form and form.errors) else 200
    return show(request, "timetables/intake.html", context, part="state", status=status)


def _columns_form(found: Intake) -> Columns | None:
    if found.kind != Intake.Kind.CSV or not found.report.get("heads") or found.state == Intake.State.PLANNED:
        return None
    return Columns(heads=found.report["heads"], initial={**found.report.get("columns", {}), **found.columns})
