"""Pages: what each measure means, who answers for it, and the query that counts it."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from xingtan.census.public import Measure, publications
from xingtan.dashboards import access
from xingtan.dashboards.queries import meanings
from xingtan.dashboards.queries.pages import published
from xingtan.kernel import cache
from xingtan.kernel.pages import Request, anyone, now, page, show

FRESH = 600
# A table is released at a moment that was promised.
HISTORY_FRESH = 60
LISTED = 100


@cache.page(fresh=FRESH)
@page(anyone, methods=("GET",))
def definitions(request: Request) -> HttpResponse:
    """List what every measure means."""
    context = {"measures": meanings.meanings(), "crumbs": [(_("The census"), "/census/")]}
    return show(request, "dashboards/census/definitions.html", context)


@cache.page(fresh=HISTORY_FRESH)
@page(access.measure_to_read, methods=("GET",))
def measure(request: Request, found: Measure) -> HttpResponse:
    """Show one measure: its words, its owner, its query as it is written and as SQL, and where it was published."""
    revisions = publications.with_measure(found.key, now=now())
    context = {
        "measure": meanings.meaning_of(found),
        "history": [
            {
                "title": each.publication.title,
                "url": each.get_absolute_url(),
                "number": each.number,
                "stretch": published.stretch_of(each.publication),
                "at": each.frozen_at,
                "is_withdrawn": hasattr(each, "withdrawal"),
            }
            for each in revisions[:LISTED]
        ],
        "history_count": len(revisions),
        "crumbs": [(_("The census"), "/census/"), (_("What is counted, and how"), "/census/definitions/")],
    }
    return show(request, "dashboards/census/measure.html", context)
