"""Pages of the store, for those who keep the site."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from xingtan.eventstore import access, queries
from xingtan.jobs import public as jobs
from xingtan.kernel.pages import Request, go, page, show

SHOWN_ASIDE = 100


@page(access.operators, methods=("GET",))
def store(request: Request) -> HttpResponse:
    """Show how much lies in the store, what waits, and what was set aside."""
    aside = queries.aside()
    context = {
        "size": queries.size(),
        "aside": aside[:SHOWN_ASIDE],
        "aside_count": len(aside),
        "troubles": queries.troubles(),
        "crumbs": [(_("Home"), "/")],
    }
    return show(request, "eventstore/store.html", context)


@page(access.operators, limit="export", methods=("POST",))
def closing(request: Request) -> HttpResponse:
    """Ship and close now."""
    return go(request, jobs.start(kind="eventstore.close", owner=request.user, params={}).get_absolute_url())


@page(access.operators, limit="export", methods=("POST",))
def mending(request: Request) -> HttpResponse:
    """Compare every file with its digest now."""
    return go(request, jobs.start(kind="eventstore.mend", owner=request.user, params={}).get_absolute_url())
