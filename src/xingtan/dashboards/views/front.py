"""Pages: the figures of the day, and universities compared."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _

from xingtan.census.public import figures
from xingtan.dashboards.queries import pages
from xingtan.dashboards.queries.pages import words
from xingtan.kernel import cache
from xingtan.kernel.pages import Request, anyone, page, show

FRESH = 60
ROWS_A_PAGE = 50


@cache.page(fresh=FRESH)
@page(anyone, methods=("GET",))
def census(request: Request) -> HttpResponse:
    """Show the figures of the day, each with its definition, and charts that say what they find."""
    totals = figures.totals()
    made: dict[str, Any] = cache.part("census.front", totals.version, make=lambda: _made(totals))
    return show(request, "dashboards/census/census.html", {**made, "waiting": pages.waiting()})


def _made(totals: figures.Totals) -> dict[str, Any]:
    return {
        "totals": totals,
        "start": words.day(totals.start),
        "end": words.day(totals.end),
        "figures": pages.figures_now(totals) if totals.version else [],
        "readings": pages.readings_of(totals),
        "charts": pages.charts_now(totals) if totals.version else [],
        "compared": pages.compared(pages.closed(figures.by_university())) if totals.version else None,
    }


@cache.page(fresh=FRESH, query=("page",))
@page(anyone, methods=("GET",))
def universities(request: Request) -> HttpResponse:
    """Show each university beside the median of its size, by name."""
    version = figures.totals().version
    found: pages.Compared | None = cache.part(
        "census.universities", version, make=lambda: pages.compared(pages.closed(figures.by_university()))
    )
    context = {
        "compared": found,
        "waiting": pages.waiting(),
        "page": Paginator(found.lines if found else [], ROWS_A_PAGE).get_page(request.GET.get("page")),
        "crumbs": [(_("The census"), "/census/")],
    }
    return show(request, "dashboards/census/universities.html", context)
