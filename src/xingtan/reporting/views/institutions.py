"""The list of institutions, and who reports for each."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from xingtan.kernel.archives import ArchiveRefused
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, now, page, show
from xingtan.reporting import access, actions, queries
from xingtan.reporting.forms import Listing, NewOfficer
from xingtan.reporting.models import Institution, Officer
from xingtan.reporting.views.campaigns import crumbs

ROWS_A_PAGE = 100


@page(access.coordinate, limit="import")
def institutions(request: Request) -> HttpResponse:
    """Show every institution that can be asked, and bring the list up to date: looked through first, then taken."""
    form = Listing(request.POST or None, request.FILES or None)
    problems: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            rows, problems = queries.institutions_of_file(file, file.name)
            if not problems:
                made = actions.list_institutions(
                    rows=rows, is_whole=form.cleaned_data["is_whole"], by=request.user, now=now()
                )
                said = _("%(added)s institutions are new, %(changed)s changed, %(ended)s are no more.")
                facts = {"added": made.added, "changed": made.changed, "ended": made.ended}
                return done(
                    request, "reporting/institutions.html", then=reverse("reporting:institutions"), say=said % facts
                )
        except (RuleBroken, ArchiveRefused) as broken:
            form.add_error("file", str(broken))
    words = request.GET.get("q", "")[:100].strip()
    found = Institution.objects.filter(ended_at__isnull=True).order_by("code")
    if words:
        found = found.filter(Q(code__icontains=words) | Q(name__icontains=words))
    context = {
        "page": Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "q": words,
        "form": form,
        "problems": [(each["place"], queries.problem(each), each["value"]) for each in problems],
        "crumbs": crumbs(),
    }
    return show(request, "reporting/institutions.html", context, status=422 if form.errors or problems else 200)


@page(access.institution_to_look_after, limit="change")
def institution(request: Request, found: Institution) -> HttpResponse:
    """Show who reports for an institution, and name somebody."""
    form = NewOfficer(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.name_officer(institution=found, by=request.user, now=now(), **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error("email", str(broken))
        else:
            then = reverse("reporting:institution", args=(found.uid,))
            return done(request, "reporting/institution.html", then=then, say=_("They report from now on."))
    context = {
        "institution": found,
        "officers": found.officers.select_related("person").order_by("pk"),
        "form": form,
        "crumbs": [*crumbs(), (_("Institutions"), reverse("reporting:institutions"))],
    }
    return show(request, "reporting/institution.html", context, status=422 if form.errors else 200)


@page(access.officer_to_end, methods=("POST",), limit="change")
def dismissal(request: Request, found: Officer) -> HttpResponse:
    """End that somebody reports for an institution."""
    then = reverse("reporting:institution", args=(found.institution.uid,))
    actions.dismiss_officer(officer=found, by=request.user)
    return done(request, "reporting/institution.html", then=then, say=_("They report no longer."))
