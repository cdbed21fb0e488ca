"""Asking questions of one's own."""

from io import BytesIO

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from xingtan.jobs import public as jobs
from xingtan.kernel import files
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, go, page, show
from xingtan.research import access, actions
from xingtan.research.adapters.asking import Answer
from xingtan.research.forms import Question
from xingtan.research.rules import AS_A_JOB, EXAMPLES, ON_A_PAGE, VIEWS
from xingtan.universities import public as universities


@page(access.researcher, limit="question")
def questions(request: Request) -> HttpResponse:
    """Ask a question, and see what comes of it."""
    if request.method != "POST":
        return _show(request, Question(initial={"sql": EXAMPLES[0]}))
    form = Question(request.POST)
    if not form.is_valid():
        return _show(request, form, status=422)
    wished = request.POST.get("form", "page")
    if wished in ("csv", "arrow"):
        params = {"sql": form.cleaned_data["sql"], "form": wished}
        return go(request, jobs.start(kind=access.EXPORT, owner=request.user, params=params).get_absolute_url())
    try:
        answer = actions.ask(
            sql=form.cleaned_data["sql"], by=request.user, limits=ON_A_PAGE, form="json", out=BytesIO()
        )
    except RuleBroken as no:
        form.add_error("sql", str(no))
        return _show(request, form, status=422)
    return _show(request, form, answer=answer)


@page(access.export_to_take, methods=("GET",))
def export(request: Request, job: jobs.Job) -> HttpResponse:
    """Lead to an answer that was made as a file."""
    form = job.params["form"]
    kind = "text/csv" if form == "csv" else "application/vnd.apache.arrow.stream"
    return HttpResponseRedirect(files.address(job.result["digest"], f"answer.{form}", inline=False, media_type=kind))


def _show(request: Request, form: Question, *, answer: Answer | None = None, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "answer": answer,
        "tables": [(name, list(columns.items())) for name, columns in VIEWS.items()],
        "examples": EXAMPLES,
        "most": ON_A_PAGE,
        "most_of_a_file": AS_A_JOB,
        "origin": settings.XINGTAN.address,
        "coordinates": universities.coordinates(request.user),
        "crumbs": [(_("Home"), "/")],
    }
    return show(request, "research/questions.html", context, part="answer", status=status)
