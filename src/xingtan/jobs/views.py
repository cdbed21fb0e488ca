"""Pages: one's jobs, and one job while it works and after."""

import csv

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _

from xingtan.jobs import access, actions, queries
from xingtan.jobs.models import Job
from xingtan.kernel import wire
from xingtan.kernel.pages import Request, done, now, page, show, signed_in
from xingtan.kernel.tables import harmless

LINES_A_PAGE = 100


@page(signed_in, methods=("GET",))
def jobs(request: Request) -> HttpResponse:
    """Show one's own jobs, newest first."""
    return show(request, "jobs/jobs.html", {"jobs": queries.latest_jobs(request.user)})


@page(access.job_to_see, methods=("GET",))
def job(request: Request, found: Job) -> HttpResponse:
    """Show how far the job is, and what it reported."""
    return show(request, "jobs/job.html", _context(request, found), part="state")


@page(access.job_to_see, methods=("POST",))
def cancellation(request: Request, found: Job) -> HttpResponse:
    """Ask the job to stop."""
    actions.ask_to_cancel(job=found, now=now())
    found.refresh_from_db()
    return done(
        request,
        "jobs/job.html",
        _context(request, found),
        part="state",
        then=found.get_absolute_url(),
        say=_("It stops at its next step."),
    )


@page(access.job_to_see, methods=("GET",))
def report(request: Request, found: Job) -> HttpResponse:
    """Give the report as CSV."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="report-{found.uid}.csv"'
    rows = csv.writer(response)
    rows.writerow(["level", "place", "what", "why"])
    lines = found.lines.order_by("id").values_list("level", "place", "what", "why")
    rows.writerows([harmless(cell) for cell in line] for line in lines.iterator())
    return response


def _context(request: Request, found: Job) -> dict[str, object]:
    lines = Paginator(found.lines.order_by("id"), LINES_A_PAGE).get_page(request.GET.get("page"))
    stream = None if found.has_ended else wire.address([f"job.{found.uid}"])
    return {
        "job": found,
        "label": queries.label_of(found),
        "link": queries.link_of(found),
        "lines": lines,
        "stream": stream,
    }
