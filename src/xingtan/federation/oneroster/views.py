"""The page where a university's own server is named and asked."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from xingtan.federation.oneroster import access, actions
from xingtan.federation.oneroster.forms import Asked
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, go, page, show
from xingtan.universities import public as universities


@page(access.university_to_keep, limit="import")
def server(request: Request, university: universities.University) -> HttpResponse:
    """Ask a server of OneRoster; what it says is looked through like any roster."""
    form = Asked(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            job = actions.ask(university=university, by=request.user, **form.cleaned_data)
            return go(request, job.get_absolute_url())
        except RuleBroken as broken:
            form.add_error(None, str(broken))
    context = {
        "university": university,
        "form": form,
        "crumbs": [
            (str(university), reverse("universities:university", args=(university.slug,))),
            (_("Rosters"), reverse("rosters:rosters", args=(university.slug,))),
        ],
    }
    return show(request, "oneroster/server.html", context, status=422 if request.method == "POST" else 200)
