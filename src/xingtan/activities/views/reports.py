"""What is left after class: a report for who leads, and a table of the answers."""

import csv
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from xingtan.activities import access, queries
from xingtan.activities.models import Activity
from xingtan.activities.registry import kinds
from xingtan.kernel.pages import Request, now, page, show

# What a spreadsheet takes for a formula is text here.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@page(access.session_to_lead, methods=("GET",))
def report(request: Request, session: Any) -> HttpResponse:
    """Show what was done in a session, and what came of it."""
    return show(request, "activities/report.html", queries.report_context(request, session, now()))


@page(access.activity_to_lead, methods=("GET",))
def table(request: Request, found: Activity) -> HttpResponse:
    """Give the answers that count as a table."""
    kind = kinds.named(found.kind)
    assert kind is not None, found.kind
    moment = now()
    sheet = queries.with_answers(queries.sheets_for_lead(found.session, [found], person=request.user, now=moment))[0]
    heads, rows = kind.table(sheet)
    is_unnamed = bool(found.config.get("unnamed"))
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="activity-{found.uid}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow([*([] if is_unnamed else [_("Name")]), _("When"), *heads, _("Points")])
    for answer, cells in zip(sheet.answers, rows, strict=True):
        who = [] if is_unnamed else [sheet.names.get(answer.person, "")]
        # When somebody answered tells who it was.
        when = "" if is_unnamed else answer.at.isoformat(timespec="seconds")
        score = "" if answer.score is None else f"{answer.score.normalize():f}"
        writer.writerow(list(map(_safe, [*who, when, *cells, score])))
    return response


def _safe(cell: Any) -> str:
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
