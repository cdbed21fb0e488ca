"""Pages: what a university sees of its own numbers."""

from django.core.paginator import Paginator
from django.http import HttpResponse

from xingtan.census import public as census
from xingtan.dashboards import access
from xingtan.dashboards.queries import pages
from xingtan.dashboards.queries import universities as queries
from xingtan.dashboards.queries.files import FILES
from xingtan.dashboards.queries.pages import words
from xingtan.dashboards.views.tables import csv_of
from xingtan.kernel.pages import Request, now, page, show
from xingtan.universities.public import University

ROWS_A_PAGE = 50


@page(access.university_to_count, methods=("GET",))
def university(request: Request, found: University) -> HttpResponse:
    """Show a university its days, its departments and courses, and how it stands beside those of its size."""
    row = queries.row_of(found)
    size, beside = queries.beside_of(row) if row else ("", [])
    units, courses = queries.taught_by(found, now=now())
    shown = Paginator(courses, ROWS_A_PAGE).get_page(request.GET.get("page"))
    percent = words.percent
    context = {
        "university": found,
        "days": queries.days_of(row) if row else None,
        "waiting": pages.waiting(),
        "files": [(key, each.label) for key, each in FILES.items()],
        "size": size,
        "beside": beside,
        "departments": queries.chart_of(units),
        "page": shown,
        "rows": [(each, "–" if each.rate is None else percent(each.rate)) for each in shown.object_list],
        "base": f"/u/{found.slug}/numbers/",
        "crumbs": [(str(found.name), f"/u/{found.slug}/")],
    }
    return show(request, "dashboards/university.html", context)


@page(access.university_to_count, methods=("GET",))
def days_table(request: Request, found: University) -> HttpResponse:
    """Give a university its days as CSV."""
    row = queries.row_of(found)
    days = census.figures.by_day(university=int(row.key)) if row else []
    head = ("day", "lessons", "attendances", "learners")
    rows = [(each.day.isoformat(), each.lessons, each.attendances, each.learners) for each in days]
    return csv_of(f"days-{found.slug}", head, rows)


@page(access.university_to_count, methods=("GET",))
def courses_table(request: Request, found: University) -> HttpResponse:
    """Give a university what was taught in the last weeks, course by course, as CSV."""
    _units, courses = queries.taught_by(found, now=now())
    head = ("course", "lessons", "attendances", "expected")
    rows = [(each.name, each.lessons, each.attendances, each.expected) for each in courses]
    return csv_of(f"courses-{found.slug}", head, rows)
