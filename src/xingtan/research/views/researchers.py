"""Naming researchers, for coordinators."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, now, page, show
from xingtan.research import access, actions
from xingtan.research.forms import Naming
from xingtan.research.models import Researcher


@page(access.coordinator, limit="change")
def researchers(request: Request) -> HttpResponse:
    """Show who may ask, and name another."""
    form = Naming(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.name_researcher(**form.cleaned_data, by=request.user, now=now())
        except RuleBroken as no:
            form.add_error("email", str(no))
        else:
            return done(request, "", then=reverse("research:researchers"), say=_("They may ask from now on."))
    named = Researcher.objects.select_related("person").order_by("-named_at", "pk")
    context = {
        "form": form,
        "researchers": named,
        "crumbs": [(_("Questions of one’s own"), reverse("research:questions"))],
    }
    return show(request, "research/researchers.html", context, status=422 if form.errors else 200)


@page(access.researcher_to_drop, limit="change", methods=("POST",))
def dropping(request: Request, researcher: Researcher) -> HttpResponse:
    """Let somebody ask no longer."""
    actions.drop_researcher(researcher=researcher, by=request.user)
    return done(request, "", then=reverse("research:researchers"), say=_("They may no longer ask."))
