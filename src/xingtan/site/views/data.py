"""Pages: all that the site keeps about a person, to take away or to erase."""

from typing import Any

from django.contrib.auth import logout
from django.http import HttpResponse
from django.utils.translation import gettext as _

from xingtan.jobs import public as jobs
from xingtan.kernel.pages import Request, done, go, page, show, signed_in
from xingtan.people import public as people
from xingtan.people.registry import exporters


@page(signed_in, methods=("GET",))
def data(request: Request) -> HttpResponse:
    """Say what is kept, and offer to take it away or erase it."""
    return show(request, "site/data.html", _context(request))


@page(signed_in, limit="export", methods=("POST",))
def export(request: Request) -> HttpResponse:
    """Gather all that is kept about the person, as a job."""
    job = jobs.start(kind="site.export", owner=request.user, params={})
    return go(request, job.get_absolute_url())


@page(signed_in, methods=("POST",))
def erasure(request: Request) -> HttpResponse:
    """Sign the person out and erase all that is kept about them, as a job."""
    person: Any = request.user
    form = people.Erasure(request.POST, person=person)
    if not form.is_valid():
        return show(request, "site/data.html", _context(request, form), status=422)
    jobs.start(kind="site.erasure", owner=None, params={"person": str(person.uid)})
    logout(request)
    return done(
        request,
        "site/data.html",
        then="/",
        say=_("Your account is being erased. You are signed out, and it cannot be opened again."),
    )


def _context(request: Request, form: people.Erasure | None = None) -> dict[str, Any]:
    return {"rooms": sorted(exporters), "form": form or people.Erasure(person=request.user)}
