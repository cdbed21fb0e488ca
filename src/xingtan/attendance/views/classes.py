"""Pages of a class: its table of attendance, and what it asks for."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from xingtan.attendance import queries
from xingtan.attendance.actions import rounds
from xingtan.attendance.forms import TermsForm
from xingtan.attendance.models import Status, Terms
from xingtan.attendance.queries import words
from xingtan.attendance.queries.traces import terms_of
from xingtan.attendance.views.tables import lines
from xingtan.catalog import public as catalog
from xingtan.kernel.pages import Request, done, now, page, show
from xingtan.kernel.tables import harmless
from xingtan.teaching import public as teaching

SESSIONS_AT_ONCE = 12
A_LEAF = 100


@page(teaching.class_to_lead, methods=("GET",))
def table(request: Request, run: catalog.Run) -> HttpResponse:
    """Show who was at which of the latest sessions; the CSV has them all."""
    found = queries.tables.table_of(run, latest=SESSIONS_AT_ONCE)
    leaf = Paginator(found.rows, A_LEAF).get_page(request.GET.get("page"))
    context = {
        **_context(run),
        "table": found,
        "page": leaf,
        "rule": words.rule_of(terms_of([run.pk])[run.pk]),
        "labels": {value: str(label) for value, label in Status.choices},
        "may_plan": teaching.can_plan(request.user, run),
        "most": SESSIONS_AT_ONCE,
    }
    return show(request, "attendance/table.html", context)


@page(teaching.class_to_lead, methods=("GET",))
def table_csv(request: Request, run: catalog.Run) -> HttpResponse:
    """Give the whole table to take along."""
    found = queries.tables.table_of(run)
    response = StreamingHttpResponse(lines(_csv(found)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="attendance-{run.course.slug}.csv"'
    return response  # type: ignore[return-value]  # what is streamed is an answer, too


@page(teaching.class_to_plan, limit="change")
def terms(request: Request, run: catalog.Run) -> HttpResponse:
    """Show what the class asks for to count as present, and change it."""
    form = TermsForm(request.POST or None, instance=Terms.objects.filter(run=run).first())
    if request.method == "POST" and form.is_valid():
        rounds.set_terms(run=run, by=request.user, now=now(), **form.cleaned_data)
        said = _("The rule is kept. It holds for sessions that end from now on.")
        return done(request, "attendance/terms.html", then=f"{run.get_absolute_url()}attendance/", say=said)
    context = {**_context(run), "form": form}
    context["crumbs"] = [*context["crumbs"], (_("Attendance"), f"{run.get_absolute_url()}attendance/")]
    return show(request, "attendance/terms.html", context, status=422 if form.errors else 200)


def _context(run: catalog.Run) -> dict[str, Any]:
    base = run.get_absolute_url()
    return {
        "run": run,
        "offered": run.course,
        "url": f"{base}attendance/",
        "crumbs": [(str(run.course.title), base), (_("Sessions"), f"{base}sessions/")],
    }


def _csv(found: queries.tables.Table) -> Iterator[list[object]]:
    yield ["name", "attended", "of", *(each.session.starts_at.isoformat() for each in found.columns)]
    for row in found.rows:
        yield [harmless(row.name), row.here, row.of, *row.cells]
