"""Pages: files that a job makes, and the way to them."""

from django.http import HttpResponse, HttpResponseRedirect

from xingtan.census.public import Revision
from xingtan.dashboards import access, actions
from xingtan.dashboards.queries.files import FILES
from xingtan.dashboards.queries.files import FORMS as OF_UNIVERSITIES
from xingtan.dashboards.queries.pages.published import NAMES
from xingtan.jobs import public as jobs
from xingtan.kernel import files
from xingtan.kernel.errors import NotThere
from xingtan.kernel.pages import Request, go, page, refuse
from xingtan.universities.public import University

KINDS = {
    "csv": "text/csv",
    "sdmx": "text/csv",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
}


@page(access.university_to_count, limit="export", methods=("POST",))
def of_university(request: Request, found: University) -> HttpResponse:
    """Have a file made of a university's numbers."""
    what, form = request.POST.get("what", ""), request.POST.get("form", "csv")
    if what not in FILES or form not in OF_UNIVERSITIES:
        return refuse(request, NotThere())
    job = actions.make_file_of_university(university=found, what=what, form=form, person=request.user)
    return go(request, job.get_absolute_url())


@page(access.revision_to_export, limit="export", methods=("POST",))
def of_revision(request: Request, found: Revision) -> HttpResponse:
    """Have a large revision made into another form."""
    form = request.POST.get("form", "")
    if form not in NAMES:
        return refuse(request, NotThere())
    job = actions.make_file_of_revision(revision=found, form=form, person=request.user)
    return go(request, job.get_absolute_url())


@page(access.export_to_take, methods=("GET",))
def export(request: Request, job: jobs.Job) -> HttpResponse:
    """Lead to a file that was made."""
    kind = KINDS[job.params["form"]]
    return HttpResponseRedirect(files.address(job.result["digest"], job.result["name"], inline=False, media_type=kind))
