"""Pages: a learner's own weeks."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from xingtan.dashboards.queries import weeks as queries
from xingtan.dashboards.views.tables import csv_of
from xingtan.kernel.pages import Request, now, page, show, signed_in


@page(signed_in, methods=("GET",))
def weeks(request: Request) -> HttpResponse:
    """Show a learner when they studied, and what comes next."""
    context = {
        "chart": queries.chart_of(queries.weeks_of(request.user, now=now())),
        "nexts": queries.next_of(request.user),
        "crumbs": [(_("Learn"), "/learn/")],
    }
    return show(request, "dashboards/weeks.html", context)


@page(signed_in, methods=("GET",))
def weeks_table(request: Request) -> HttpResponse:
    """Give a learner their weeks as CSV."""
    found = queries.weeks_of(request.user, now=now())
    rows = zip((each.isoformat() for each in found.starts), found.parts, found.sessions, found.minutes, strict=True)
    return csv_of("weeks", ("week", "parts", "sessions", "minutes"), list(rows))
