"""Pages: what clashes in a term."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from xingtan.kernel.pages import Request, done, now, page, show
from xingtan.timetables import access, actions, queries
from xingtan.timetables.forms import Acceptance
from xingtan.timetables.models import Term
from xingtan.timetables.views.common import crumbs_of

CLASHES_A_PAGE = 50


@page(access.term_to_schedule, methods=("GET", "POST"), limit="change")
def clashes(request: Request, term: Term) -> HttpResponse:
    """Show the clashes of a term by kind, and let one stand."""
    here = reverse("timetables:clashes", args=(term.university.slug, term.uid))
    form = Acceptance(request.POST or None)
    kind = request.GET.get("kind", "")
    then = f"{here}?kind={kind}" if kind in queries.KINDS else here
    if request.method == "POST" and request.POST.get("away"):
        actions.object_to_clash(term=term, key=request.POST.get("key", "")[:120])
        return done(request, "timetables/clashes.html", then=then, say=_("The clash stands no longer."))
    if request.method == "POST" and form.is_valid():
        actions.accept_clash(term=term, by=request.user, now=now(), **form.cleaned_data)
        return done(request, "timetables/clashes.html", then=then, say=_("The clash may stand."))
    found = queries.clashes_of(term.university, term)
    counts = {each: sum(1 for clash in found if clash.kind == each) for each in queries.KINDS}
    chosen = [each for each in found if each.kind == kind] if kind in queries.KINDS else found
    leaf = Paginator(chosen, CLASHES_A_PAGE).get_page(request.GET.get("page"))
    labels = {"teacher": _("Teachers"), "room": _("Rooms"), "student": _("Students")}
    tabs = [(f"{_('All')} ({len(found)})", here, kind not in queries.KINDS)]
    tabs += [(f"{labels[name]} ({counts[name]})", f"{here}?kind={name}", kind == name) for name in queries.KINDS]
    context = {
        "term": term,
        "page": leaf,
        "rows": queries.shown(list(leaf.object_list), term, zone=term.university.zone),
        "total": len(found),
        "tabs": tabs,
        "form": form,
        "crumbs": crumbs_of(term.university, term),
    }
    return show(request, "timetables/clashes.html", context, status=422 if form.errors else 200)
