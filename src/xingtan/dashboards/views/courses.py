"""Pages: what those who teach see of a run; and what a film says was played."""

from django.http import HttpResponse

from xingtan.authoring import public as authoring
from xingtan.catalog.public import Run
from xingtan.dashboards import access, actions
from xingtan.dashboards.queries import courses, films, questions
from xingtan.dashboards.rules import read_minutes
from xingtan.dashboards.views.tables import csv_of
from xingtan.kernel.errors import NotThere
from xingtan.kernel.pages import Request, now, page, refuse, show
from xingtan.learning.public import Enrollment


@page(access.run_to_count, methods=("GET",))
def course(request: Request, run: Run) -> HttpResponse:
    """Show who may need help and why, where learners stop, which question misleads, which minute is watched again."""
    count, units = courses.units_of(run, now=now())
    at_risk, first = courses.at_risk(run)
    context = {
        "run": run,
        "learners": count,
        "at_risk": at_risk,
        "counted_until": courses.counted_until(),
        "first": first,
        "units": courses.chart_of(count, units),
        "questions": questions.chart_of(questions.questions_of(run)),
        "films": films.charts_of(films.films_of(run)),
        "crumbs": [(str(run.course.title), run.get_absolute_url())],
    }
    return show(request, "dashboards/course.html", context)


@page(access.run_to_count, methods=("GET",))
def units_table(request: Request, run: Run) -> HttpResponse:
    """Give the units with how many came so far, as CSV."""
    _count, units = courses.units_of(run, now=now())
    head = ("unit", "title", "reached", "stopped", "visits", "returns")
    rows = [(each.key, str(each.title), each.reached, each.stopped, each.visits, each.returns) for each in units]
    return csv_of(f"units-{run.course.slug}", head, rows)


@page(access.run_to_count, methods=("GET",))
def questions_table(request: Request, run: Run) -> HttpResponse:
    """Give the questions with what first answers say of them, as CSV."""
    head = ("block", "question", "asks", "answers", "right_share", "wrong", "wrong_share")
    rows = [
        (
            each.key,
            each.question,
            each.asks,
            each.found.answers,
            round(each.found.right_share, 4),
            each.wrong,
            round(each.found.wrong_share, 4),
        )
        for each in questions.questions_of(run)
    ]
    return csv_of(f"questions-{run.course.slug}", head, rows)


@page(access.film_to_watch, limit="presence", methods=("POST",))
def played(request: Request, run: Run, enrollment: Enrollment | None, block: str) -> HttpResponse:
    """Take in which minutes of a film were played; of those who teach nothing is kept."""
    version = authoring.version_of(run)
    known = authoring.outline_of(version).blocks.get(block) if version else None
    if known is None or known.kind != "video":
        return refuse(request, NotThere())
    if enrollment is not None:
        actions.note_played(run=run, key=block, minutes=read_minutes(request.POST.get("minutes", "")), now=now())
    return HttpResponse(status=204)
