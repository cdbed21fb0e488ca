"""The table of scores of a run, and one learner's answers."""

import csv
from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xingtan.assessment import queries
from xingtan.authoring import public as authoring
from xingtan.catalog import public as catalog
from xingtan.catalog.public import Run
from xingtan.kernel.pages import Request, page, show
from xingtan.kernel.tables import harmless
from xingtan.learning import public as learning
from xingtan.learning.public import Enrollment

LEARNERS_A_PAGE = 50


@page(catalog.run_to_assist, methods=("GET",))
def scores(request: Request, run: Run) -> HttpResponse:
    """Show what each learner earned in each unit that counts; every state of the table is an address."""
    columns = _columns(run)
    asked = _asked(request)
    found = queries.scores_on(run, columns, **asked)
    shown = Paginator(found, LEARNERS_A_PAGE).get_page(request.GET.get("page"))
    base = run.get_absolute_url()
    context = {
        "run": run,
        "offered": run.course,
        "page": shown,
        "rows": queries.rows_of(run, columns, shown.object_list),
        "heads": _heads(request, columns, asked["sort"]),
        "given_words": _("a teacher gave some of it"),
        "one_by_one": _("one by one"),
        "asked": asked,
        "table_url": f"{base}scores.csv?{request.GET.urlencode()}",
        "crumbs": [(str(run.course.title), run.course.get_absolute_url()), (_("Who learns here"), f"{base}learners/")],
    }
    return show(request, "assessment/scores.html", context, part="found")


@page(catalog.run_to_assist, methods=("GET",))
def scores_table(request: Request, run: Run) -> HttpResponse:
    """Give the same table, whole, as CSV."""
    columns = _columns(run)
    found = queries.scores_on(run, columns, **_asked(request))
    lines = _csv(columns, queries.rows_of(run, columns, found.iterator(chunk_size=500)))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="scores-{run.course.slug}.csv"'
    return response  # type: ignore[return-value]  # what is streamed is an answer, too


@page(learning.learner_to_guide, methods=("GET",))
def answers(request: Request, run: Run, enrollment: Enrollment) -> HttpResponse:
    """Show what one learner answered, attempt by attempt."""
    base = run.get_absolute_url()
    learner = f"{base}learners/{enrollment.uid}/"
    context = {
        "run": run,
        "offered": run.course,
        "learner": enrollment.learner,
        "units": f"{learner}units/",
        "scores_url": f"{learner}scores/",
        "given": queries.answers_of(enrollment, get_language() or "en"),
        "crumbs": [
            (str(run.course.title), run.course.get_absolute_url()),
            (_("Who learns here"), f"{base}learners/"),
            (str(enrollment.learner), learner),
        ],
    }
    return show(request, "assessment/answers.html", context)


def _columns(run: Run) -> list[queries.Column]:
    version = authoring.version_of(run)
    return queries.columns_of(version) if version is not None else []


def _asked(request: Request) -> dict[str, str]:
    sort = request.GET.get("sort", "")
    name = sort.removeprefix("-")
    is_known = name in queries.SORTS or name.startswith("unit:")
    return {"words": request.GET.get("q", "").strip()[:100], "sort": sort if is_known else "name"}


def _heads(request: Request, columns: list[queries.Column], sort: str) -> list[dict[str, Any]]:
    """Give the heads of the table: each a link that sorts by it, or turns the order round."""
    given: list[tuple[str, Any, Any]] = [
        ("name", _("Name"), None),
        ("score", _("Grade, %"), None),
        ("points", _("Points"), None),
    ]
    given += [(f"unit:{column.key}", column.title, column) for column in columns]
    heads = []
    for name, label, column in given:
        is_sorted, is_falling = sort.removeprefix("-") == name, sort.startswith("-")
        query = request.GET.copy()
        query.pop("page", None)
        query["sort"] = name if not is_sorted or is_falling else f"-{name}"
        order = ("descending" if is_falling else "ascending") if is_sorted else ""
        heads.append({"label": label, "url": f"?{query.urlencode()}", "order": order, "column": column, "name": name})
    return heads


class _Echo:
    """Hands back each line as it is written, so that the table is sent as it is made."""

    def write(self, line: str) -> str:
        return line


def _csv(columns: list[queries.Column], rows: Iterator[Any]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    # Spreadsheets take the file for UTF-8 when it says so at its beginning.
    heads = [harmless(f"{column.title} ({column.possible:f})") for column in columns]
    yield "\ufeff" + writer.writerow(["name", "email", "grade_percent", "points", *heads, "given_by_a_teacher"])
    for row in rows:
        cells = ["" if cell is None else f"{cell:f}" for cell in row.cells]
        percent = "" if row.percent is None else f"{row.percent:f}"
        given = [str(column.title) for column, is_given in zip(columns, row.corrected, strict=True) if is_given]
        told = [harmless(row.name), harmless(row.email), percent, f"{row.points:f}", *cells]
        yield writer.writerow([*told, harmless("; ".join(given))])
