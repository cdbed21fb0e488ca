"""Trying a table: what would be read of it, and every problem with its line. Nothing is kept."""

from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from xingtan.catalog import public as catalog
from xingtan.catalog.registry import Facts
from xingtan.federation.course_csv import rules
from xingtan.federation.course_csv.adapters.sheet import sheet_of
from xingtan.federation.course_csv.adapters.source import courses_of
from xingtan.federation.course_csv.adapters.wording import worded
from xingtan.federation.course_csv.forms import Table
from xingtan.harvest.registry import Bad, said
from xingtan.kernel.pages import Request, page, show, signed_in

SHOWN = 20
MOST_PROBLEMS = 200
MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Line:
    """A course as the page shows it."""

    line: int
    title: str
    language: str
    url: str
    languages: str
    hours: str
    starts_on: str


@page(signed_in, limit="import")
def table(request: Request) -> HttpResponse:
    """Try a table with a description of its columns."""
    form = Table(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return show(request, "course_csv/table.html", {"form": form, "fields": list(rules.FIELDS)})
    if not form.is_valid():
        return _page(request, form, status=422)
    text, options = said.decoded(form.cleaned_data["file"].read()), form.options()
    try:
        courses = list(islice(courses_of(text, options), MOST_ROWS))
    except rules.NotUnderstood as no:
        words = worded([Bad("", str(no.args[1]))])[0].what
        form.add_error("columns", _("Line %(number)s: %(words)s") % {"number": no.args[0], "words": words})
        return _page(request, form, status=422)
    except rules.MissingColumn as missing:
        form.add_error("columns", _("The table has no column “%(name)s”.") % {"name": missing.args[0]})
        return _page(request, form, status=422)
    if "sheet" in request.POST:
        return _sheet([course.facts for course in courses if course.facts])
    problems = worded(bad for course in courses for bad in course.bad)
    found = [course for course in courses if course.facts]
    context: dict[str, Any] = {
        "count": len(found),
        "left_out": len(courses) - len(found),
        "lines": [_line(course.line, course.facts) for course in found[:SHOWN] if course.facts],
        "problems": problems[:MOST_PROBLEMS],
        "more_problems": max(0, len(problems) - MOST_PROBLEMS),
        "guessed": "" if options["columns"].strip() else _guess(text, options),
    }
    return _page(request, form, **context)


def _page(request: Request, form: Table, *, status: int = 200, **context: Any) -> HttpResponse:
    fields = list(rules.FIELDS)
    return show(request, "course_csv/table.html", {"form": form, "fields": fields, **context}, status=status)


def _sheet(found: list[Facts]) -> HttpResponse:
    response = HttpResponse(sheet_of(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="sheet.csv"'
    return response


def _guess(text: str, options: dict[str, str]) -> str:
    """Write what was taken of the headings, so that it can be mended and used in a feed."""
    rows = islice(rules.rows_of(text, options["delimiter"][:1]), 10)
    guesses = [rules.guess(list(row.cells)) for row in rows]
    return rules.written(max(guesses, key=lambda each: len(each.columns)))


def _line(line: int, facts: Facts) -> Line:
    language, title = next(iter(facts.title.items()))
    starts = facts.dates[0].starts_on if facts.dates else None
    return Line(
        line=line,
        title=title,
        language="" if language == said.texts.UNKNOWN else language,
        url=facts.url,
        languages=", ".join(map(catalog.name_of, facts.languages)),
        hours=f"{facts.workload_hours.normalize():f}" if facts.workload_hours is not None else "",
        starts_on=starts.isoformat() if starts else "",
    )
