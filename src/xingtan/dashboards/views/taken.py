"""Tables to take along, and charts to show on other pages."""

import json
from collections.abc import Callable
from dataclasses import replace

from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import check_for_language

from xingtan.census.public import figures
from xingtan.dashboards.queries import pages
from xingtan.kernel import cache
from xingtan.kernel.errors import NotThere
from xingtan.kernel.pages import Request, anyone, page, refuse, show

FRESH = 60
# No script, no form, no cookie: anyone may frame it, and only this.
EMBEDDED = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
)

_FORMS: dict[str, tuple[str, Callable[[pages.Taken], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", lambda found: found.csv().encode()),
    "json": (
        "application/json",
        lambda found: json.dumps({"version": found.version, "rows": found.rows}, ensure_ascii=False).encode(),
    ),
    "parquet": ("application/vnd.apache.parquet", lambda found: found.parquet()),
}


@cache.page(fresh=FRESH)
@page(anyone, methods=("GET",))
def table(request: Request, key: str, form: str) -> HttpResponse:
    """Give the table behind a chart, whole."""
    found = pages.table_of(key) if form in _FORMS else None
    if found is None:
        return refuse(request, NotThere())
    kind, write = _FORMS[form]
    response = HttpResponse(write(found), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="xingtan-{key}.{form}"'
    response["Access-Control-Allow-Origin"] = "*"
    return response


@cache.page(fresh=FRESH, query=("lang",))
@page(anyone, methods=("GET",))
def embedded(request: Request, key: str) -> HttpResponse:
    """Show one chart alone, for a frame on another page: without cookies and without script."""
    wanted = request.GET.get("lang", "")
    with translation.override(wanted if wanted and check_for_language(wanted) else translation.get_language()):
        totals = figures.totals()
        charts = cache.part("census.charts", totals.version, make=lambda: pages.charts_now(totals))
        chart = next((each for each in charts if each.key == key), None)
        if chart is None:
            return refuse(request, NotThere())
        response = show(request, "dashboards/census/embedded.html", {"chart": replace(chart, links=())})
    response["Content-Security-Policy"] = EMBEDDED
    response["Cache-Control"] = f"public, max-age={FRESH}"
    return response
