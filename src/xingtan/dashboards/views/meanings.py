"""Pages: what each measure means, who answers for it, and the query that counts it."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from xingtan.census.public import Measure
from xingtan.dashboards import access
from xingtan.dashboards.queries import meanings
from xingtan.kernel import cache
from xingtan.kernel.pages import Request, anyone, page, show

FRESH = 600


@cache.page(fresh=FRESH)
@page(anyone, methods=("GET",))
def definitions(request: Request) -> HttpResponse:
    """List what every measure means."""
    context = {"measures": meanings.meanings(), "crumbs": [(_("The census"), "/census/")]}
    return show(request, "dashboards/census/definitions.html", context)


@cache.page(fresh=FRESH)
@page(access.measure_to_read, methods=("GET",))
def measure(request: Request, found: Measure) -> HttpResponse:
    """Show one measure: its words, its owner, and its query as it is written and as SQL."""
    context = {
        "measure": meanings.meaning_of(found),
        "crumbs": [(_("The census"), "/census/"), (_("What is counted, and how"), "/census/definitions/")],
    }
    return show(request, "dashboards/census/measure.html", context)
